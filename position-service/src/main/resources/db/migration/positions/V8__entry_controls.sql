-- What the operator has set for entries beside the trading state: by what sizes are multiplied,
-- whether it is a PAUSE that reduces the account, and which entries were let pass it.
alter table risk_state add column controls jsonb not null
  default '{"sizeScale": "1", "paused": false, "allowed": []}';

update risk_state set controls = jsonb_set(controls, '{paused}', 'true')
where trading_state = 'REDUCING' and reason like 'PAUSE by %';

update stage_checkpoint set state = jsonb_set(state, '{account,controls}', jsonb_build_object(
  'sizeScale', '1',
  'paused', state #>> '{account,tradingState}' = 'REDUCING'
    and state #>> '{account,stateReason}' like 'PAUSE by %',
  'allowed', '[]'::jsonb));
