// The management calls of the hypervisor; the protocol is in README.md.
#ifndef MGMT_H
#define MGMT_H
#include "types.h"

#define MGMT_BASE               0x00f00000u
#define MGMT_BYTES              0x4000u
#define MGMT_ANSWER             0x80u           // offset of the answer in a block
#define MGMT_INTERRUPT          0x100u
#define MGMT_VERSION            1

enum status {
    STATUS_OK = 1,
    STATUS_UNKNOWN_COMMAND,
    STATUS_BAD_ADDRESS,
    STATUS_BAD_LENGTH,
    STATUS_BAD_ALIGNMENT,
    STATUS_BAD_ID,
    STATUS_BAD_MAC,
    STATUS_DUPLICATE_MAC,
    STATUS_NO_ROOM,
    STATUS_WRONG_STATE,
    STATUS_BAD_VALUE,
    STATUS_BAD_RECEIVE_AREA,
    STATUS_TIMEOUT
};

enum command {
    COMMAND_CREATE = 1,
    COMMAND_RECONFIGURE,
    COMMAND_FREEZE,
    COMMAND_THAW,
    COMMAND_DESTROY,
    COMMAND_QUERY,
    COMMAND_COUNT
};

// Words of CreateVif.
enum create {
    CREATE_ID, CREATE_GUEST, CREATE_MAC_HIGH, CREATE_MAC_LOW, CREATE_PORT, CREATE_SLOTS, CREATE_SLOT_BYTES, CREATE_WEIGHT,
    CREATE_RATE, CREATE_BURST, CREATE_PRIORITY, CREATE_RECEIVE_ADDRESS, CREATE_RECEIVE_BYTES, CREATE_FLAGS, CREATE_WORDS
};
#define CREATE_PROMISCUOUS      1u

// Words of ReconfigureVif; a bit of the second says which of the others count.
enum reconfigure {
    RECONFIGURE_ID, RECONFIGURE_FIELDS, RECONFIGURE_WEIGHT, RECONFIGURE_RATE, RECONFIGURE_BURST, RECONFIGURE_PRIORITY,
    RECONFIGURE_PORT, RECONFIGURE_MAC_HIGH, RECONFIGURE_MAC_LOW, RECONFIGURE_FLAGS, RECONFIGURE_WORDS
};
#define FIELD_WEIGHT            0x01u
#define FIELD_RATE              0x02u
#define FIELD_PRIORITY          0x04u
#define FIELD_PORT              0x08u
#define FIELD_MAC               0x10u
#define FIELD_PROMISCUOUS       0x20u
#define FIELD_ALL               0x3fu

#define DESTROY_DRAIN           1u
#define DESTROY_WORDS           2
#define QUERY_ALL               0xffffffffu

void mgmt_init(void);
void mgmt_serve(void);

#endif
