-- The clinic's charges that aren't settled; each patient seen is named in the audit trail.
--
-- KEYS  2 open charges
-- ARGV  4 how many at most
-- RETURNS {{charge, appointment, patient and their cards, each flat}, …}, longest due first
-- REFUSES NOT_FOUND
local open_key = KEYS[2]
local most = ARGV[4]

if patient_in_scope ~= '*' then
  return refuse('NOT_FOUND')
end
local charges, patients, seen = {}, {}, {}
for i, id in ipairs(redis.call('ZRANGE', open_key, 0, most - 1)) do
  charges[i] = charge_row(id)
  local patient_id = redis.call('HGET', prefix .. 'charge:' .. id, 'patient_id')
  if not seen[patient_id] then
    seen[patient_id] = true
    patients[#patients + 1] = patient_id
  end
end
audited(table.concat(patients, ','))
return charges
