package io.lintel.hal.pi4j;

/** Numbers of {@code include/uapi/linux/gpio.h}, {@code poll.h} and {@code errno-base.h}, as every architecture of Linux has them. */
final class Uapi {
    /** {@code GPIO_GET_CHIPINFO_IOCTL}. */
    static final long GET_CHIPINFO = 0x8044B401L;
    /** {@code GPIO_V2_GET_LINEINFO_IOCTL}. */
    static final long GET_LINEINFO = 0xC100B405L;
    /** {@code GPIO_V2_GET_LINE_IOCTL}. */
    static final long GET_LINE = 0xC250B407L;
    /** {@code GPIO_V2_LINE_GET_VALUES_IOCTL}. */
    static final long GET_VALUES = 0xC010B40EL;
    /** {@code GPIO_V2_LINE_SET_VALUES_IOCTL}. */
    static final long SET_VALUES = 0xC010B40FL;

    /** {@code GPIO_MAX_NAME_SIZE}, with the 0 that ends a name. */
    static final int NAME_SIZE = 32;
    /** {@code GPIO_V2_LINES_MAX}. */
    static final int LINES_MAX = 64;
    /** {@code GPIO_V2_LINE_NUM_ATTRS_MAX}. */
    static final int ATTRS_MAX = 10;

    /** {@code GPIO_V2_LINE_FLAG_USED}. */
    static final long FLAG_USED = 1;
    /** {@code GPIO_V2_LINE_FLAG_ACTIVE_LOW}. */
    static final long FLAG_ACTIVE_LOW = 1 << 1;
    /** {@code GPIO_V2_LINE_FLAG_INPUT}. */
    static final long FLAG_INPUT = 1 << 2;
    /** {@code GPIO_V2_LINE_FLAG_OUTPUT}. */
    static final long FLAG_OUTPUT = 1 << 3;
    /** {@code GPIO_V2_LINE_FLAG_EDGE_RISING}. */
    static final long FLAG_EDGE_RISING = 1 << 4;
    /** {@code GPIO_V2_LINE_FLAG_EDGE_FALLING}. */
    static final long FLAG_EDGE_FALLING = 1 << 5;
    /** {@code GPIO_V2_LINE_FLAG_BIAS_PULL_UP}. */
    static final long FLAG_BIAS_PULL_UP = 1 << 8;
    /** {@code GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN}. */
    static final long FLAG_BIAS_PULL_DOWN = 1 << 9;
    /** {@code GPIO_V2_LINE_FLAG_BIAS_DISABLED}. */
    static final long FLAG_BIAS_DISABLED = 1 << 10;

    /** {@code GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES}. */
    static final int ATTR_OUTPUT_VALUES = 2;
    /** {@code GPIO_V2_LINE_ATTR_ID_DEBOUNCE}. */
    static final int ATTR_DEBOUNCE = 3;

    /** {@code GPIO_V2_LINE_EVENT_RISING_EDGE}: inactive to active. */
    static final int EVENT_RISING = 1;
    /** {@code GPIO_V2_LINE_EVENT_FALLING_EDGE}: active to inactive. */
    static final int EVENT_FALLING = 2;

    static final short POLLIN = 0x01;
    static final short POLLERR = 0x08;
    static final short POLLHUP = 0x10;
    static final short POLLNVAL = 0x20;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EBADF = 9;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOTTY = 25;
    static final int EOPNOTSUPP = 95;
    static final int ETIMEDOUT = 110;

    private Uapi() {}
}
