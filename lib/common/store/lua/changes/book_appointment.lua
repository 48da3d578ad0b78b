-- Turns a hold into an appointment, or, while the card isn't ready, writes down that its policy was accepted.
-- A hold that ran out still books where nobody has taken the time meanwhile. Asking again answers the same.
--
-- KEYS  3 appointment   4 busy   5 hold   6 jobs   7 visits   8 patient
-- ARGV  5 appointment id   6 hash of the policy accepted now ('' it was accepted before)   7 card is ready ('1' or '0')
--       8… fields of the card to keep with the patient, 'card_kept_at' first (none: nothing to keep)
-- RETURNS JSON {status, setup_intent_id?}   status: booked | pending | unaccepted
-- REFUSES NOT_FOUND, POLICY_CHANGED, SLOT_TAKEN, IDEMPOTENCY_MISMATCH
local appointment_key, busy_key, hold_key, jobs_key, visits_key, patient_key =
  KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local id, policy_hash, card_is_ready = ARGV[5], ARGV[6], ARGV[7] == '1'

local record = record_at(appointment_key)
local function answer_of(status)
  return cjson.encode({ status = status, setup_intent_id = record.setup_intent_id })
end

local before = replayed()
if before then
  return before
end
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
if record.status == 'booked' then
  return answer_of('booked')
end
if policy_hash ~= '' and policy_hash ~= record.policy_hash then
  return refuse('POLICY_CHANGED')
end
if policy_hash == '' and not record.policy_accepted_at then
  return answer_of('unaccepted')
end
local ran_out = record.status == 'cancelled' and record.cancelled_by == 'hold_expired'
if not (record.status == 'pending' or ran_out) or tonumber(record.starts_at) <= now
  or is_taken(busy_key, tonumber(record.blocked_from), tonumber(record.blocked_until), id) then
  return refuse('SLOT_TAKEN')
end
if record.policy_accepted_at and not card_is_ready then
  return answer_of('pending')
end

audited(id)
if not record.policy_accepted_at then
  redis.call('HSET', appointment_key, 'policy_accepted_at', now)
end
if not card_is_ready then
  redis.call('HINCRBY', appointment_key, 'version', 1)
  return done(answer_of('pending'))
end
free_time(busy_key, record)
redis.call('ZADD', busy_key, record.blocked_from, busy_member(record.blocked_until, 0, id))
redis.call('HSET', appointment_key, 'status', 'booked', 'expires_at', 0, 'version', next_version(record))
redis.call('HDEL', appointment_key, 'cancelled_by', 'cancelled_at')
redis.call('ZADD', visits_key, record.starts_at, id)
redis.call('ZREM', jobs_key, 'hold_expiry:' .. id .. ':once', 'setup_intent_cancel:' .. id .. ':once')
if redis.call('GET', hold_key) == id then
  redis.call('DEL', hold_key)
end
keep_card(patient_key, 8)
return done(answer_of('booked'))
