-- Replaces what a clinic says of itself: hours, types, policy. Whoever read an older version decides anew.
--
-- KEYS  3 practice
-- ARGV  5 subject for the audit trail   6 practice version that was read   7 body (JSON)
--       8 request id
-- RETURNS JSON {request_id}   of the request that made the change: another one's, where this is a replay
-- REFUSES NOT_FOUND, PRACTICE_CHANGED, IDEMPOTENCY_MISMATCH
local practice_key = KEYS[3]
local subject, version, body, request_id = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local before = replayed()
if before then
  return before
end
if patient_in_scope ~= '*' then
  return refuse('NOT_FOUND')
end
if redis.call('HGET', practice_key, 'version') ~= version then
  return refuse('PRACTICE_CHANGED')
end
audited(subject)
redis.call('HSET', practice_key, 'version', tonumber(version) + 1, 'body', body)
return done(cjson.encode({ request_id = request_id }))
