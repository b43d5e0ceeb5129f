using System.Globalization;
using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>
/// Declares the CAP's registers with all their bits. Source: reference 2.3 and 2.4; offsets from C000_4000.
/// </summary>
internal static class CapRegisters
{
    public const int ThreadMessage = 0x000;
    public const int Summary0 = 0x004;
    public const int Summary1 = 0x00c;
    public const int SelfDestruct0 = 0x014;
    public const int SelfDestruct1 = 0x018;
    public const int InterthreadSignal = 0x01c;
    public const int MessageClear = 0x100;
    public const int MessageRead = 0x500;
    public const int MessageSpan = 0x400;
    public const int RingBase = 0x800;
    public const int HashMultipliers = 0x900;
    public const int GlobalControl = 0xa00;
    public const int XscaleIntA = 0xb20;
    public const int XscaleIntB = 0xb24;

    private const int Bytes = 0x1000;

    // A B0-step IXP2400.
    private const uint ProductId = 0x0000_0210;

    // QDR divisors 3, DDR 4, APB 12.
    private const uint ClockControl = 0x0000_c433;

    public static RegisterBank Declare(IRegisterOwner owner)
    {
        RegisterBank bank = new("cap", Bytes, owner);
        bank.Add(ThreadMessage, "THD_MSG", "31:0 MESSAGE wo");
        bank.Add(Summary0, "THD_MSG_SUMMARY_0_0", "31:0 PENDING ro");
        bank.Add(0x008, "THD_MSG_SUMMARY_0_1", "31:0 PENDING ro");
        bank.Add(Summary1, "THD_MSG_SUMMARY_1_0", "31:0 PENDING ro");
        bank.Add(0x010, "THD_MSG_SUMMARY_1_1", "31:0 PENDING ro");
        bank.Add(SelfDestruct0, "SELF_DESTRUCT_0", "31:0 BITS rw");
        bank.Add(SelfDestruct1, "SELF_DESTRUCT_1", "31:0 BITS rw");
        bank.Add(InterthreadSignal, "INTERTHREAD_SIG", "31:12 -; 11:7 ME wo; 6:4 CONTEXT wo; 3:0 SIGNAL wo");
        DeclareMessages(bank);
        DeclareRings(bank);
        DeclareMultipliers(bank);
        DeclareGlobals(bank);
        bank.Add(XscaleIntA, "XSCALE_INT_A", "31:0 ANY wo");
        bank.Add(XscaleIntB, "XSCALE_INT_B", "31:0 ANY wo");
        return bank;
    }

    private static void DeclareMessages(RegisterBank bank)
    {
        for (int thread = 0; thread < 64; thread++)
        {
            int number = MeNumber.FromIndex(thread >> 3);
            int context = thread & 7;
            int offset = (0x20 * number) + (4 * context);
            string suffix = string.Create(CultureInfo.InvariantCulture, $"{number:X2}_{context}");
            bank.Add(MessageClear + offset, $"THD_MSG_CLR_{suffix}", "31:0 MESSAGE ro");
            bank.Add(MessageRead + offset, $"THD_MSG_{suffix}", "31:0 MESSAGE ro");
        }
    }

    private static void DeclareRings(RegisterBank bank)
    {
        for (int ring = 0; ring < 16; ring++)
        {
            int offset = RingBase + (0x10 * ring);
            bank.Add(
                offset,
                $"SCRATCH_RING_BASE_{ring}",
                "31:30 SIZE rw; 29:27 -; 26 STATUS_EMPTY rw; 25:14 -; 13:9 BASE rw; 8:0 -");
            bank.Add(offset + 4, $"SCRATCH_RING_HEAD_{ring}", "31:12 -; 11:2 OFFSET rw; 1:0 -");
            bank.Add(offset + 8, $"SCRATCH_RING_TAIL_{ring}", "31:12 -; 11:2 OFFSET rw; 1:0 -");
        }
    }

    private static void DeclareMultipliers(RegisterBank bank)
    {
        string[] names = ["48_0", "48_1", "64_0", "64_1", "128_0", "128_1", "128_2", "128_3"];
        for (int i = 0; i < names.Length; i++)
        {
            bank.Add(
                HashMultipliers + (4 * i),
                $"HASH_MULTIPLIER_{names[i]}",
                i == 1 ? "31:16 -; 15:0 VALUE rw" : "31:0 VALUE rw");
        }
    }

    private static void DeclareGlobals(RegisterBank bank)
    {
        bank.Add(
            GlobalControl,
            "PRODUCT_ID",
            "31:21 -; 20:16 MAJOR_TYPE ro; 15:8 MINOR_TYPE ro; 7:4 MAJOR_REV ro; 3:0 MINOR_REV ro",
            ProductId);
        bank.Add(
            GlobalControl + 0x04,
            "MISC_CONTROL",
            "31:10 -; 9 FLASH_WRITE rw; 8 FLASH_ALIAS_DISABLE rw; 7 TIMESTAMP_ENABLE rw; 6 TIMESTAMP_RESTART wo; "
                + "5:0 -");
        bank.Add(
            GlobalControl + 0x08,
            "MSF_CLK_CNTRL",
            "31:26 -; 25 TX_DUAL nm; 24 RX_DUAL nm; 23:16 MULTIPLIERS nm; 15:12 BYPASS nm; 11:8 -; 7:4 POWER_DOWN nm; "
                + "3:0 PLL_LOCK ro",
            0xf);
        bank.Add(
            GlobalControl + 0x0c,
            "IXP_RESET_0",
            "31:25 -; 24 WATCHDOG_ENABLE rw; 23:17 -; 16 RSTALL rw; 15:12 -; 11 DRAM0 rw; 10:8 -; 7 MSF rw; 6:5 -; "
                + "4 SRAM1 rw; 3 SRAM0 rw; 2 PCI_RST rw; 1 PCI rw; 0 XSCALE rw");
        bank.Add(
            GlobalControl + 0x10, "IXP_RESET_1", "31:20 OTHER nm; 19:16 CLUSTER1 rw; 15:4 OTHER nm; 3:0 CLUSTER0 rw");
        bank.Add(
            GlobalControl + 0x14,
            "CCR",
            "31:16 -; 15:12 APB nm; 11:8 DRAM nm; 7:4 SRAM1 nm; 3:0 SRAM0 nm",
            ClockControl);
        bank.Add(
            GlobalControl + 0x18,
            "STRAP_OPTIONS",
            "31:3 -; 2 CFG_PCI_BOOT_HOST ro; 1 CFG_PROM_BOOT ro; 0 -",
            reset: 6);
    }
}
