-- What is known of each asset, and what the filters say of it.
create table asset (
  exchange                 text        not null,
  symbol                   text        not null,
  base                     text        not null,
  quote                    text        not null,
  -- Whether the configuration names it now.
  active                   boolean     not null,
  name                     text,
  coin_id                  text,
  market_cap_usd           numeric,
  listings                 integer,
  -- Whether more exchanges may list it than were counted.
  listings_at_least        boolean     not null,
  market_source            text,
  market_as_of             timestamptz,
  daily_volume_usd         numeric,
  avg_daily_volume_usd     numeric,
  spread_pct               numeric,
  volatility_pct           numeric,
  tradable                 boolean,
  first_bar                timestamptz,
  -- Whether the filters were on when it was judged.
  filtered                 boolean     not null,
  eligible                 boolean     not null,
  -- A list of {reason, detail}.
  exclusions               jsonb       not null,
  created_at               timestamptz not null,
  updated_at               timestamptz not null,
  primary key (exchange, symbol)
);

-- Market figures of a currency as the API last told them.
create table asset_market (
  base              text        not null primary key,
  coin_id           text,
  name              text,
  market_cap_usd    numeric,
  listings          integer,
  listings_at_least boolean     not null,
  fetched_at        timestamptz not null
);

-- The journal of the universe: what is excluded from which close instant on. Rows are never changed.
create table universe_edition (
  id                 bigint      generated always as identity primary key,
  run                text        not null,
  effective_from     timestamptz not null,
  configuration_hash text        not null,
  excluded           jsonb       not null,
  recorded_at        timestamptz not null
);
create index universe_edition_by_run on universe_edition (run, id);
