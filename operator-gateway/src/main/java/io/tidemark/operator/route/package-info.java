/** Which service a path belongs to, where the services are, and how a request is passed on. */
@NullMarked
package io.tidemark.operator.route;

import org.jspecify.annotations.NullMarked;
