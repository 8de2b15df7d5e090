-- Which model a decision rests on, and which features that was shown; null without a prediction.
alter table decision add column model_hash text;
alter table decision add column feature_hash text;
