-- Makes a clinic, once.
--
-- KEYS  3 practice   4 members
-- ARGV  5 clinic id   6 wrapped data key   7 body (JSON)   8… members, uid and JSON in turn
-- RETURNS JSON {}
-- REFUSES ALREADY_THERE, IDEMPOTENCY_MISMATCH
local practice_key, members_key = KEYS[3], KEYS[4]
local clinic_id, data_key, body = ARGV[5], ARGV[6], ARGV[7]

local before = replayed()
if before then
  return before
end
if redis.call('EXISTS', practice_key) == 1 then
  return refuse('ALREADY_THERE')
end
audited(clinic_id)
redis.call('HSET', practice_key, 'version', 1, 'data_key', data_key, 'body', body)
redis.call('HSET', members_key, unpack(ARGV, 8))
return done('{}')
