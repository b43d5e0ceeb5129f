using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.Memory.Dram;

/// <summary>
/// The DDR controller's CSRs. They keep what boot code writes; the model's timing comes from <see
/// cref="Timing.DramTiming"/>. Source: reference 2.11.
/// </summary>
internal static class DramRegisters
{
    private const int Bytes = 0x7f8;

    public static RegisterBank Declare(IRegisterOwner owner)
    {
        RegisterBank bank = new("dram", Bytes, owner);
        bank.Add(
            0x000,
            "DU_CONTROL",
            "31:28 TRRD nm; 27 -; 26 TWO_SIDES nm; 25:23 GEOMETRY nm; 22:15 REFRESH_COUNT nm; 14 REFRESH_ENABLE nm; "
                + "13:10 TWTR nm; 9:6 TRC nm; 5:2 TCL nm; 1:0 -",
            reset: 3u << 23);
        bank.Add(0x018, "DU_ECC_TEST", "31:9 -; 8 ECC_DISABLE nm; 7:0 -");
        bank.Add(
            0x020,
            "DU_INIT",
            "31 LOAD_MODE nm; 30 REFRESH nm; 29 PRECHARGE nm; 28:17 -; 16 CKE nm; 15 SIDE1 nm; 14 SIDE0 nm; 13 -; "
                + "12 EXTENDED nm; 11 -; 10 ALL nm; 9 -; 8:0 MODE nm");
        bank.Add(0x028, "DU_CONTROL2", "31:0 VALUE nm");
        for (int offset = 0x100; offset <= 0x338; offset += 4)
        {
            bank.Add(offset, $"DU_TUNE_{offset:X3}", "31:0 VALUE nm");
        }

        foreach (int offset in (ReadOnlySpan<int>)[0x3c0, 0x3c8, 0x650, 0x688])
        {
            bank.Add(offset, $"DU_TUNE_{offset:X3}", "31:0 VALUE nm");
        }

        return bank;
    }
}
