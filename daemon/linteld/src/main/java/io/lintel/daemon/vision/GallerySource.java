package io.lintel.daemon.vision;

import io.lintel.core.gallery.Gallery;
import java.util.Optional;

/** Where the vision agent finds the people to be recognised. Threading: any thread. */
public interface GallerySource {
    /**
     * Loads the templates of this embedding space and keeps the gallery up to date from now on.
     *
     * @throws io.lintel.daemon.store.StoreException when the store cannot be read
     */
    void activate(String space, int dimension);

    /** The present snapshot; empty until one was loaded. Costs nothing: it may be asked for every frame. */
    Optional<Gallery> gallery();
}
