/** The Helm chart and its manifests, held against Kubernetes, the code and the compose file. */
@NullMarked
package io.tidemark.launcher.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
