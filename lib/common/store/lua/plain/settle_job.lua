-- Ends a lease: the job is done with, due again later, or given up. A lease that was lost settles nothing. What was
-- made due anew while it was done, at another instant, stays due.
--
-- KEYS  1 jobs   2 leases   3 dead jobs
-- ARGV  1 now   2 job id   3 fencing token   4 outcome (done | retry | dead)   5 due again at   6 why (a code)
-- RETURNS 1 settled, 0 the lease was lost
local jobs_key, leases_key, dead_key = KEYS[1], KEYS[2], KEYS[3]
local now, id, token, outcome, due_again_at, why = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]

local lease = redis.call('HGET', leases_key, id)
if not lease or cjson.decode(lease).token ~= token then
  return 0
end
if outcome == 'retry' then
  redis.call('ZADD', jobs_key, due_again_at, id)
  return 1
end
if outcome == 'dead' or tonumber(redis.call('ZSCORE', jobs_key, id) or 0) == cjson.decode(lease).ends then
  redis.call('ZREM', jobs_key, id)
end
redis.call('HDEL', leases_key, id)
if outcome == 'dead' then
  redis.call('HSET', dead_key, id, cjson.encode({ at = tonumber(now), why = why }))
end
return 1
