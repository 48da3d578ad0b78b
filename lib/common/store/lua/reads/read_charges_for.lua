-- One visit's charges, audited before they are given.
--
-- KEYS  2 appointment
-- RETURNS {{charge, appointment, patient and their cards, each flat}, …}, newest first
-- REFUSES NOT_FOUND
local appointment_key = KEYS[2]

local appointment = record_at(appointment_key)
if not in_scope(appointment.patient_id) then
  return refuse('NOT_FOUND')
end
audited(appointment.id)
local charges = {}
for _, id in ipairs(redis.call('ZREVRANGE', prefix .. 'charges-of:' .. appointment.patient_id, 0, -1)) do
  if redis.call('HGET', prefix .. 'charge:' .. id, 'appointment_id') == appointment.id then
    charges[#charges + 1] = charge_row(id)
  end
end
return charges
