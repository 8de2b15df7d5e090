-- Listings are asked for coin by coin, so they have a time of their own.
alter table asset_market add column listings_at timestamptz;
update asset_market set listings_at = fetched_at where listings is not null;
