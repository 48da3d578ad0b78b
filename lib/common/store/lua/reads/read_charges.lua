-- A patient's charges, audited before they are given.
--
-- KEYS  2 charges of the patient
-- ARGV  4 patient id
-- RETURNS {{charge, appointment, patient and their cards, each flat}, …}, newest first
-- REFUSES NOT_FOUND
local charges_key = KEYS[2]
local patient_id = ARGV[4]

if not in_scope(patient_id) then
  return refuse('NOT_FOUND')
end
audited(patient_id)
local charges = {}
for i, id in ipairs(redis.call('ZREVRANGE', charges_key, 0, -1)) do
  charges[i] = charge_row(id)
end
return charges
