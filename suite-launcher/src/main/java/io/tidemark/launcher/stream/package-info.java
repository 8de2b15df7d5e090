/**
 * Watches an exchange's live streams for a while and says whether they can be relied on. Needs no
 * service, no broker and no database: {@code StreamValidation} opens a gateway, an {@code
 * InstrumentWatch} keeps what is heard of each instrument, {@code StreamChecks} judges it, and a
 * {@code StreamReport} tells it.
 */
@NullMarked
package io.tidemark.launcher.stream;

import org.jspecify.annotations.NullMarked;
