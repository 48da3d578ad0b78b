-- Stands before every script in reads/ and changes/: who asks, and the audit trail.
--
-- KEYS  1 audit
-- ARGV  1 now (epoch seconds)   2 role, and the patient in its scope ('*' the whole clinic, nothing for nobody)
--       3 audit entry (JSON)
local audit_key, now, audit_entry = KEYS[1], tonumber(ARGV[1]), ARGV[3]
local role, patient_in_scope = string.match(ARGV[2], '^(%S*) (%S*)$')
-- What every key of the clinic begins with: records found on the way aren't among KEYS, but carry the same hash tag.
local prefix = string.match(audit_key, '^(.*)audit$')

local function refuse(code)
  return redis.error_reply(code)
end

-- What isn't there has no patient (nil or false), and is in nobody's scope.
local function in_scope(patient_id)
  return patient_id and patient_id ~= '' and (patient_in_scope == '*' or patient_in_scope == patient_id)
end

local function audited(subject, outcome)
  redis.call('XADD', audit_key, '*', 'entry', audit_entry, 'role', role, 'subject', subject, 'outcome', outcome or 'done')
end

local function patient_with_cards(id)
  return redis.call('HGETALL', prefix .. 'patient:' .. id), redis.call('HGETALL', prefix .. 'cards:' .. id)
end

-- A charge with its appointment, its patient and their cards, each flat.
local function charge_row(id)
  local key = prefix .. 'charge:' .. id
  local patient_id, appointment_id = unpack(redis.call('HMGET', key, 'patient_id', 'appointment_id'))
  return { redis.call('HGETALL', key), redis.call('HGETALL', prefix .. 'appointment:' .. appointment_id),
    patient_with_cards(patient_id) }
end

-- HGETALL as a table; empty where there is no such record.
local function record_at(key)
  local flat, record = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do
    record[flat[i]] = flat[i + 1]
  end
  return record
end
