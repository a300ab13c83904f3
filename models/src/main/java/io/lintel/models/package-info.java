/** What a model means: bundles, their verification, and the steps from pixels to embeddings. */
@NullMarked
package io.lintel.models;

import org.jspecify.annotations.NullMarked;
