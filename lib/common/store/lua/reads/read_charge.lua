-- One charge with its appointment, audited before it is given.
--
-- KEYS  2 charge
-- RETURNS {charge, appointment, patient and their cards, each flat}
-- REFUSES NOT_FOUND
local charge_key = KEYS[2]

local id, patient_id = unpack(redis.call('HMGET', charge_key, 'id', 'patient_id'))
if not in_scope(patient_id) then
  return refuse('NOT_FOUND')
end
audited(id)
return charge_row(id)
