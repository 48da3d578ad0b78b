-- When a provider's visits in a window take place, their buffers aside. Says nothing about whom they are for, so it
-- leaves no audit entry.
--
-- KEYS  1 busy
-- ARGV  1 now   2 window's start   3 window's end   4 prefix
-- RETURNS {starts_at, ends_at, starts_at, ends_at, …}, by start; holds that ran out are left out
local busy_key = KEYS[1]
local now, window_from, window_to, prefix = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]

local LONGEST_BLOCK = 24 * 3600 -- a visit with its buffers, at most

local times = {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', busy_key, window_from - LONGEST_BLOCK, '(' .. window_to)) do
  local ends, hold_ends, id = string.match(member, '^(%d+):(%d+):(.+)$')
  local ran_out = hold_ends ~= '0' and tonumber(hold_ends) <= now
  if tonumber(ends) > window_from and not ran_out then
    local found = redis.call('HMGET', prefix .. 'appointment:' .. id, 'starts_at', 'ends_at')
    times[#times + 1] = tonumber(found[1])
    times[#times + 1] = tonumber(found[2])
  end
end
return times
