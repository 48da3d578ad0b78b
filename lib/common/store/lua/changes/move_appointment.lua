-- Gives a booked appointment another time, perhaps with another provider: its card, its deposit and its policy stay,
-- and what cancelling cost at this instant stays owed.
--
-- KEYS  3 practice   4 appointment   5 busy, of the provider until now   6 busy, of the provider from now on   7 visits
-- ARGV  5 practice version that the time was found free under   6 appointment id   7 version that was read
--       8 provider id   9 start   10 end   11 blocked from   12 blocked until   13 owed (minor units)
--       14 end of the visit's day (0: nobody looks then)   15 what the hours of later fees count back from
-- RETURNS JSON {version}
-- REFUSES NOT_FOUND, NOT_CANCELLABLE, STALE_VERSION, PRACTICE_CHANGED, SLOT_TAKEN, IDEMPOTENCY_MISMATCH
local practice_key, appointment_key, old_busy_key, new_busy_key, visits_key =
  KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local practice_version, id, version, provider_id = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local starts_at, ends_at, blocked_from, blocked_until = ARGV[9], ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12])
local owed_minor, day_ends_at, fees_count_from = tonumber(ARGV[13]), tonumber(ARGV[14]), ARGV[15]

local before = replayed()
if before then
  return before
end
local record = record_at(appointment_key)
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
if record.status ~= 'booked' or tonumber(record.starts_at) <= now then
  return refuse('NOT_CANCELLABLE')
end
if record.version ~= version then
  return refuse('STALE_VERSION')
end
if redis.call('HGET', practice_key, 'version') ~= practice_version then
  return refuse('PRACTICE_CHANGED')
end
if is_taken(new_busy_key, blocked_from, blocked_until, id) then
  return refuse('SLOT_TAKEN')
end

audited(id)
free_time(old_busy_key, record)
redis.call('ZADD', new_busy_key, blocked_from, busy_member(blocked_until, 0, id))
redis.call('HSET', appointment_key, 'provider_id', provider_id, 'starts_at', starts_at, 'ends_at', ends_at,
  'blocked_from', blocked_from, 'blocked_until', blocked_until, 'owed_when_moved_minor', owed_minor,
  'fees_count_from', fees_count_from, 'moved_at', now, 'version', next_version(record))
redis.call('ZADD', visits_key, starts_at, id)
if day_ends_at > 0 then
  make_due('enforce_policy', 'day_end:' .. id .. ':once', day_ends_at)
end
return done(cjson.encode({ version = next_version(record) }))
