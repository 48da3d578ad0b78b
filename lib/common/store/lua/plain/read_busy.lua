-- When some providers are taken in a window. Says nothing about whom by, so it leaves no audit entry.
--
-- KEYS  1… busy, one a provider
-- ARGV  1 now   2 window's start   3 window's end
-- RETURNS {{from, until, from, until, …}, …}, a list a provider, by start; holds that ran out are left out
local now, window_from, window_to = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local LONGEST_BLOCK = 24 * 3600 -- a visit with its buffers, at most

local answer = {}
for i, busy_key in ipairs(KEYS) do
  local blocks = {}
  local found = redis.call('ZRANGEBYSCORE', busy_key, window_from - LONGEST_BLOCK, '(' .. window_to, 'WITHSCORES')
  for n = 1, #found, 2 do
    local ends, hold_ends = string.match(found[n], '^(%d+):(%d+):')
    local ran_out = hold_ends ~= '0' and tonumber(hold_ends) <= now
    if tonumber(ends) > window_from and not ran_out then
      blocks[#blocks + 1] = tonumber(found[n + 1])
      blocks[#blocks + 1] = tonumber(ends)
    end
  end
  answer[i] = blocks
end
return answer
