package io.tidemark.backtester;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The service's own settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BacktesterProperties.class)
class BacktesterConfiguration {}
