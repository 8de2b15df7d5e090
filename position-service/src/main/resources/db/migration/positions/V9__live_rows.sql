-- What is live is asked for all the time and stays small, whatever has been closed; equity is told by time.
create index position_live on position (run, account, number) where status <> 'CLOSED';
create index position_order_reserved on position_order (run, account, currency) where reserved > 0;
create index equity_point_by_time on equity_point (run, account, event_time, currency);
