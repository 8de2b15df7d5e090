-- Every exit order names its reason, since results are made of the fills of these orders. Those that
-- were placed before orders kept it, of positions that tell none, have it as their results have.
update position_order set state = state || jsonb_build_object('exitReason', 'MANUAL')
where purpose = 'EXIT' and state -> 'exitReason' is null;
