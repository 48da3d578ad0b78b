-- A provider's appointments that meet a window, with their patients; each patient seen is named in the audit trail.
--
-- KEYS  2 busy
-- ARGV  4 window's start   5 window's end
-- RETURNS {{appointment (flat), patient (flat)}, …}, by start; holds that ran out are left out
-- REFUSES NOT_FOUND
local busy_key = KEYS[2]
local from, to = tonumber(ARGV[4]), tonumber(ARGV[5])

local LONGEST_BLOCK = 24 * 3600 -- a visit with its buffers, at most

if patient_in_scope ~= '*' then
  return refuse('NOT_FOUND')
end
local rows, patients, seen = {}, {}, {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', busy_key, from - LONGEST_BLOCK, '(' .. to)) do
  local ends, hold_ends, id = string.match(member, '^(%d+):(%d+):(.+)$')
  local ran_out = hold_ends ~= '0' and tonumber(hold_ends) <= now
  if tonumber(ends) > from and not ran_out then
    local appointment = redis.call('HGETALL', prefix .. 'appointment:' .. id)
    local patient_id = redis.call('HGET', prefix .. 'appointment:' .. id, 'patient_id')
    rows[#rows + 1] = { appointment, redis.call('HGETALL', prefix .. 'patient:' .. patient_id) }
    if not seen[patient_id] then
      seen[patient_id] = true
      patients[#patients + 1] = patient_id
    end
  end
end
audited(table.concat(patients, ','))
return rows
