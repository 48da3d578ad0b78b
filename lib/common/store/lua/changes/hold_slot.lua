-- Holds a free time for a patient, who has one hold at most: an earlier one is let go in the same breath.
--
-- KEYS  3 practice   4 busy   5 appointment   6 hold
-- ARGV  5 practice version that the time was found free under   6 appointment id   7 patient id   8 provider id
--       9 type id   10 start   11 blocked from   12 blocked until   13 hold's end   14 policy version
--       15 terms that the patient is shown: a hold on others is another hold
--       16… the appointment's other fields, name and value in turn
-- RETURNS JSON {appointment_id, booked_at, expires_at}
-- REFUSES NOT_FOUND, PRACTICE_CHANGED, SLOT_TAKEN, IDEMPOTENCY_MISMATCH
local practice_key, busy_key, appointment_key, hold_key = KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local practice_version, id, patient_id, provider_id, type_id = ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local starts_at, blocked_from, blocked_until = ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12])
local expires_at, policy_version, terms = tonumber(ARGV[13]), ARGV[14], ARGV[15]

local function answer_of(appointment_id, booked_at, ends)
  return cjson.encode({ appointment_id = appointment_id, booked_at = tonumber(booked_at), expires_at = tonumber(ends) })
end

local before = replayed()
if before then
  return before
end
if not in_scope(patient_id) then
  return refuse('NOT_FOUND')
end
if redis.call('HGET', practice_key, 'version') ~= practice_version then
  return refuse('PRACTICE_CHANGED')
end

local held, held_id = {}, redis.call('GET', hold_key)
if held_id then
  held = record_at(prefix .. 'appointment:' .. held_id)
end
local holds = held.status == 'pending' and now < tonumber(held.expires_at)
if holds and held.terms == terms then
  return answer_of(held.id, held.booked_at, held.expires_at)
end
if is_taken(busy_key, blocked_from, blocked_until, held_id) then
  return refuse('SLOT_TAKEN')
end

if holds then
  audited(held.id, 'replaced')
  free_time(prefix .. 'busy:' .. held.provider_id, held)
  redis.call('HSET', prefix .. 'appointment:' .. held.id, 'status', 'cancelled', 'cancelled_by', 'replaced',
    'cancelled_at', now, 'version', next_version(held))
  take_back('reminders', 'hold_expiry:' .. held.id .. ':once')
  close_intent(held)
end
audited(id)
redis.call('HSET', appointment_key, 'id', id, 'patient_id', patient_id, 'provider_id', provider_id, 'type_id', type_id,
  'status', 'pending', 'starts_at', starts_at, 'blocked_from', blocked_from, 'blocked_until', blocked_until,
  'booked_at', now, 'expires_at', expires_at, 'policy_version', policy_version, 'terms', terms,
  'version', 1, unpack(ARGV, 16))
redis.call('ZADD', busy_key, blocked_from, busy_member(blocked_until, expires_at, id))
redis.call('SET', hold_key, id)
make_due('reminders', 'hold_expiry:' .. id .. ':once', expires_at)
return done(answer_of(id, now, expires_at))
