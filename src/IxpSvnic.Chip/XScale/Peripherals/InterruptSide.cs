using System.Globalization;
using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// The registers through which the interrupt controller masks one of the core's two inputs. Those of the FIQ side whose offsets
/// no source gives lie where the gaps of the IRQ side's pattern are (assumption A83).
/// </summary>
internal sealed class InterruptSide
{
    public const int ThreadGroups = 8;

    private const string Errors = "31:27 -; 26 SLOWPORT {0}; 25 PCI {0}; 24 MSF {0}; 23:20 -; 19:16 SRAM {0}; 15:6 -; 5:0 DRAM {0}";

    public InterruptSide(
        RegisterBank bank, string name, int status, int enable, int errorStatus, int errorEnable, int threadStatus, int threadEnable)
    {
        Status = bank.Add(status, $"{name}_STATUS", Format(InterruptController.Bits, "ro"));
        Enable = bank.Add(enable, $"{name}_ENABLE_SET", Format(InterruptController.Bits, "rw"));
        EnableClear = bank.Add(enable + 8, $"{name}_ENABLE_CLR", Format(InterruptController.Bits, "wo"));
        ErrorStatus = bank.Add(errorStatus, $"{name}_ERR_STATUS", Format(Errors, "ro"));
        ErrorEnable = bank.Add(errorEnable, $"{name}_ERR_ENABLE_SET", Format(Errors, "rw"));
        ErrorEnableClear = bank.Add(errorEnable + 8, $"{name}_ERR_ENABLE_CLR", Format(Errors, "wo"));
        for (int group = 0; group < ThreadGroups; group++)
        {
            string suffix = InterruptController.GroupName(group);
            bool exists = InterruptController.GroupExists(group);
            ThreadStatus[group] = Add(bank, threadStatus, group, $"{name}_THD_STATUS_{suffix}", exists ? "ro" : "-");
            ThreadEnable[group] = Add(bank, threadEnable, group, $"{name}_THD_ENABLE_SET_{suffix}", exists ? "rw" : "-");
            ThreadEnableClear[group] =
                Add(bank, threadEnable + 0x80, group, $"{name}_THD_ENABLE_CLR_{suffix}", exists ? "wo" : "-");
        }
    }

    public Register Status { get; }

    public Register Enable { get; }

    public Register EnableClear { get; }

    public Register ErrorStatus { get; }

    public Register ErrorEnable { get; }

    public Register ErrorEnableClear { get; }

    public Register[] ThreadStatus { get; } = new Register[ThreadGroups];

    public Register[] ThreadEnable { get; } = new Register[ThreadGroups];

    public Register[] ThreadEnableClear { get; } = new Register[ThreadGroups];

    /// <summary>A set register ORs ones in, a clear register takes them out; reading the former shows the mask.</summary>
    public void OnWrite(Register register, uint written, uint before)
    {
        Mask(Enable, EnableClear, register, written, before);
        Mask(ErrorEnable, ErrorEnableClear, register, written, before);
        for (int group = 0; group < ThreadGroups; group++)
        {
            Mask(ThreadEnable[group], ThreadEnableClear[group], register, written, before);
        }
    }

    /// <summary>Recomputes the masked registers; returns all sources of this side before its own enable.</summary>
    public uint Settle(uint lines, uint errors, ReadOnlySpan<Register> rawThreads)
    {
        ErrorStatus.Value = errors & ErrorEnable.Value;
        uint sources = lines | (ErrorStatus.Value != 0 ? 1u << InterruptController.ErrorSummaryBit : 0);
        for (int group = 0; group < ThreadGroups; group++)
        {
            uint threads = rawThreads[group].Value & ThreadEnable[group].Value;
            ThreadStatus[group].Value = threads;
            sources |= threads != 0 ? 1u << InterruptController.GroupBit(group) : 0;
        }

        Status.Value = sources & Enable.Value;
        return sources;
    }

    private static void Mask(Register set, Register clear, Register written, uint value, uint before)
    {
        if (written == set)
        {
            set.Value |= before;
        }
        else if (written == clear)
        {
            set.Value &= ~value;
        }
    }

    private static Register Add(RegisterBank bank, int first, int group, string name, string access) =>
        bank.Add(first + InterruptController.GroupOffset(group), name, access == "-" ? "31:0 -" : $"31:0 THREADS {access}");

    private static string Format(string fields, string access) => string.Format(CultureInfo.InvariantCulture, fields, access);
}
