-- Stands before every script in reads/ and changes/: who asks, and the audit trail.
--
-- KEYS  1 audit
-- ARGV  1 now (epoch seconds)   2 patient in scope ('*' the whole clinic, '' nobody)   3 audit entry (JSON)
local audit_key = KEYS[1]
local now, patient_in_scope, audit_entry = tonumber(ARGV[1]), ARGV[2], ARGV[3]

local function refuse(code)
  return redis.error_reply(code)
end

local function in_scope(patient_id)
  return patient_in_scope == '*' or (patient_in_scope ~= '' and patient_in_scope == patient_id)
end

-- `role` where only the script knows what the caller acts as.
local function audited(subject, outcome, role)
  redis.call('XADD', audit_key, '*', 'entry', audit_entry, 'subject', subject, 'outcome', outcome or 'done',
    'role', role or '')
end

-- HGETALL as a table; empty where there is no such record.
local function record_at(key)
  local flat, record = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do
    record[flat[i]] = flat[i + 1]
  end
  return record
end
