/** Under which licences the libraries of the suite may be shipped. */
@NullMarked
package io.tidemark.launcher.licences;

import org.jspecify.annotations.NullMarked;
