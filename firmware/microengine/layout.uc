// Where everything lies that more than one program, or the program that sets up the tables, must agree on.
// Plain "#define NAME number" lines: the loader reads the same file.

#define VIF_MAX             64              // most virtual interfaces
#define SLOT_COUNT          64              // slots of each queue, a power of two
#define SLOT_BYTES          2048            // slot: 16-byte header, then the frame
#define SLOT_SHIFT          11
#define SLOT_HEADER         16

// DRAM
#define SEND_BASE           0x01000000      // send areas of the VIFs
#define SEND_SHIFT          18              // 256 KB each: one page of shared words, then the slots
#define SEND_SLOTS          4096            // offset of the first slot in its area
#define BUFFER_BASE         0x02000000      // receive buffers
#define BUFFER_SHIFT        12              // 4 KB each
#define BUFFER_COUNT        480
#define BUFFER_FRAME        64              // offset of the frame; its slot header stands 16 bytes before

// Shared words at the start of a send area, written by the guest, big-endian
#define SEND_SQ_PROD        0
#define SEND_RQ_CONS        4
#define SEND_MASKS          8               // bit 0 send signal masked, bit 1 receive signal masked

// Shared words at the start of a receive area in host memory, written by the device, big-endian
#define RECV_SQ_CONS        0
#define RECV_RQ_PROD        4
#define RECV_SLOTS          4096

// SRAM channel 0
#define CONFIG_BASE         0x0100
#define CONFIG_FLAGS        4               // bit 0 switch between local VIFs
#define CONFIG_POLL_PERIOD  8               // in timestamp ticks (16 cycles)
#define CONFIG_PROMISC_LO   12              // VIFs that take unknown unicast
#define CONFIG_PROMISC_HI   16
#define CONFIG_FETCH_LO     20              // VIFs whose send queues are served
#define CONFIG_FETCH_HI     24
#define CONFIG_CHANGE       28              // 31:8 number of a fence wanted, 5:0 its VIF; with it SIG_CHANGE
#define FENCE_DONE          0x0140          // FENCE_COPIES words: number of the last fence that came through
#define FENCE_COPIES        4               // one for each finisher of to_host
#define PORT_VIFS           0x0300          // per port: two words, a bit for each VIF
#define SQ_DONE             0x0400          // per VIF: messages finished, free-running
#define VCB_BASE            0x1000          // VIF control blocks
#define VCB_SHIFT           6
#define MAC_TABLE           0x2000          // 256 buckets of 16 bytes
#define MAC_OVERFLOW        0x3000          // further entries of a bucket
#define MAC_OVERFLOW_COUNT  256
#define MAC_VALID           0               // bit numbers in the second word; 7:1 VIF
#define MAC_GONE            15              // was a VIF's address: its frames are dropped
#define REF_TABLE           0x10000         // per buffer or slot: copies not yet finished
#define REF_SHIFT           11              // index = address bits 24:11
#define WIRE_QUEUES         0x20000         // per VIF: SLOT_COUNT descriptors of frames for the wire
#define WIRE_QUEUE_SHIFT    9

// SRAM channel 1: counters
#define COUNTER_BASE        0x40001000
#define COUNTER_SHIFT       7               // 128 bytes a VIF
#define CNT_RX_PACKETS      0
#define CNT_RX_BYTES        4
#define CNT_TX_PACKETS      8
#define CNT_TX_BYTES        12
#define CNT_NO_HOST_SLOT    16
#define CNT_RING_FULL       20
#define CNT_SPOOFED         24
#define CNT_BAD_MESSAGE     28
#define CNT_SIGNALS         32
#define CNT_SUPPRESSED      36
#define CNT_COPIES          40
#define CNT_DMA_ERRORS      44
#define CNT_POLICED         48
#define CNT_SEND_DEPTH      52              // messages in the send queue that no batch has taken yet; then the most so far
#define CNT_SEND_DEPTH_MAX  56
#define CNT_RECV_DEPTH      60              // receive slots that the guest had not consumed at the last delivery; then the most
#define CNT_RECV_DEPTH_MAX  64
#define CNT_UNSPENT         68              // scheduler: frames a turn would have allowed beyond those there were
#define CNT_FETCH_TIME      72              // timestamp ticks (16 cycles) spent with fetching messages,
#define CNT_DELIVER_TIME    76              // with moving frames and indices to the host,
#define CNT_HANDLER_TIME    80              // and with masks, signals, counters and buffers after that
#define GLOBAL_COUNTERS     0x40000100
#define CNT_NO_BUFFER       0
#define CNT_RX_ERROR        4
#define CNT_UNKNOWN_MAC     8
#define CNT_VIF_GONE        12
#define CNT_CLASSIFY_FULL   16
#define CNT_OVERSIZE        20
#define CNT_DEMUX_TIME      24              // timestamp ticks with a frame at hand; told when there is none
#define CNT_TX_TIME         28

// VIF control block, byte offsets
#define VCB_MAC_HI          8               // MAC bytes 0-3
#define VCB_MAC_LO          12              // MAC bytes 4-5 in 31:16, flags in 15:0
#define VCB_SQ_BASE         16
#define VCB_SQ_PROD         24              // device: messages taken
#define VCB_SQ_CONS         28              // device: messages finished, as told to the guest
#define VCB_RQ_BASE         36              // bus address of the receive area
#define VCB_RQ_PROD         44
#define VCB_WEIGHT          52              // 31:16 frames a turn of the scheduler
#define VCB_RATE            56              // kilobits a second that the guest may send, 0 = no cap; then bytes at once
#define TOKENS_OF_BYTE      18750           // 1 kb/s gives one token in 256 cycles of 600 MHz
#define BURST_MAX           0x20000         // bytes; more do not fit a word of tokens
#define VIF_ENABLED         0               // flag bit numbers
#define VIF_PROMISCUOUS     1
#define VIF_PORT_SHIFT      8               // flags 9:8

// Scratch rings: number, bytes from the start of the scratchpad, longwords
#define RING_FREE           0               // free receive buffers: frame address
#define RING_FREE_BASE      0x0000
#define RING_FREE_WORDS     512
#define RING_CLASSIFY       1               // to demux: frame address, descriptor
#define RING_CLASSIFY_BASE  0x0800
#define RING_CLASSIFY_WORDS 512
#define RING_HOST           2               // to to_host: frame address, descriptor
#define RING_HOST_BASE      0x1000
#define RING_HOST_WORDS     512
#define RING_WIRE           3               // to sched: frame address, descriptor
#define RING_WIRE_BASE      0x1800
#define RING_WIRE_WORDS     512
#define RING_TX             4               // to tx: frame address, descriptor
#define RING_TX_BASE        0x2000
#define RING_TX_WORDS       128             // short: what stands here has had its turn

// Scratch words
#define TX_TAKEN            0x3000          // frames that tx took from its ring, free-running

// Descriptor, second word of a ring entry
#define DESC_SOURCE_SHIFT   24              // 31:24 port or VIF: to demux the origin, else the destination
#define DESC_SHARED         23              // other copies share the buffer or slot
#define DESC_FROM_GUEST     22              // the frame lies in a send slot
                                            // 15:0 length without FCS
#define FENCE               1               // instead of a frame address: a fence; 31:24 VIF, 15:0 number

// Signals that engines raise in one another: one number everywhere
#define SIG_WORK            15              // "your ring has work", raised in context 0
#define WORK_DEMUX          0x008f          // ME 0x01 context 0 signal 15, in INTERTHREAD_SIG layout
#define WORK_TO_HOST        0x010f          // ME 0x02
#define WORK_SCHED          0x090f          // ME 0x12
#define WORK_TX             0x098f          // ME 0x13
#define SIG_CHANGE          13              // "the VIFs you serve changed", raised in a context of from_host
#define CHANGE_FROM_HOST    0x080d          // ME 0x10 context 0; plus 0x10 for each next of the sixteen
#define SIG_ROOM            14              // "I took a frame", raised by tx in context 1 of sched
#define ROOM_SCHED          0x091e

// PCI, as addresses of an engine
#define PCI_DMA1_BYTE_COUNT 0xdf000080     // then PCI address, DRAM address, next descriptor, control
#define PCI_DMA1_CONTROL    0xdf000090
#define PCI_DMA1_ME_PARAM   0xdf000094
#define PCI_DMA_INF_MODE    0xdf0000e0
#define PCI_ME_PUSH_ENABLE  0xdf00014c
#define PCI_WINDOW          0xe0000000      // board bus address 0
#define BRIDGE_CSRS         0xe1000000      // 21555 CSRs
#define BRIDGE_PRIMARY_SET  0x9c
