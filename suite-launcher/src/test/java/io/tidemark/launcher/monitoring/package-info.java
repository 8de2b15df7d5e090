/** What Prometheus and Grafana are given, held against their own tools and a running suite. */
@NullMarked
package io.tidemark.launcher.monitoring;

import org.jspecify.annotations.NullMarked;
