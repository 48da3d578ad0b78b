-- Takes jobs that are due for a while: until their lease ends, nobody else gets them.
--
-- KEYS  1 jobs   2 leases
-- ARGV  1 now   2 lease's end   3 fencing token   4 how many at most
-- RETURNS {{job id, attempts so far}, …}
local jobs_key, leases_key = KEYS[1], KEYS[2]
local now, lease_ends, token, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local leased = {}
for i, id in ipairs(redis.call('ZRANGEBYSCORE', jobs_key, '-inf', now, 'LIMIT', 0, most)) do
  local lease = redis.call('HGET', leases_key, id)
  local attempts = lease and cjson.decode(lease).attempts or 0
  redis.call('ZADD', jobs_key, lease_ends, id)
  redis.call('HSET', leases_key, id, cjson.encode({ token = token, attempts = attempts + 1, ends = tonumber(lease_ends) }))
  leased[i] = { id, attempts }
end
return leased
