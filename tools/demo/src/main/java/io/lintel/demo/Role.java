package io.lintel.demo;

/** What somebody who walks up to the door is in this show. */
enum Role {
    /** Enrolled: the door must open. */
    ENROLLED,
    /** Not enrolled: the door must stay locked. */
    STRANGER,
    /** An enrolled person's face on a screen: must be marked as not alive. */
    SCREEN_ATTACK
}
