-- INTERRUPTED: the service or the training's process was ended while it ran; it is taken up again.
alter table training_run drop constraint training_run_status_check;
alter table training_run add constraint training_run_status_check
  check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'INTERRUPTED'));

drop index training_run_open;
create index training_run_open on training_run (number)
  where status in ('QUEUED', 'RUNNING', 'INTERRUPTED');
create index training_run_by_name on training_run (name, number desc);

-- Why it was asked for, such as the figures of a drift; empty for nothing to tell.
alter table training_run add column reason text not null default '';
-- How far the training is; null until its first step has ended.
alter table training_run add column steps_done int;
alter table training_run add column steps_of int;
alter table training_run add column validation_loss double precision;
-- What it made; null until it is done.
alter table training_run add column model_id uuid references model;
