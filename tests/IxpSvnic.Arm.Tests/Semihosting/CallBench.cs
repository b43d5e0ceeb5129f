using System.Text;
using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Semihosting;
using IxpSvnic.Arm.Timing;

namespace IxpSvnic.Arm.Tests.Semihosting;

/// <summary>A core at a loop of semihosting calls; each call is executed with registers and memory set up by the test.</summary>
internal sealed class CallBench : IDisposable
{
    public const uint Block = 0x2000;
    public const uint Buffer = 0x3000;

    private const uint Code = 0x8000;

    private readonly RamHost _host = new(1 << 20, new XscaleParameters(), new RamTiming());
    private readonly bool _isBigEndian;

    public CallBench(MemoryOutside outside, bool isBigEndian = false, bool isThumb = false)
    {
        _isBigEndian = isBigEndian;
        uint[] words = isThumb
            ? isBigEndian ? [0xdfab_e7fd] : [0xe7fd_dfab]
            : [0xef12_3456, 0xeaff_fffd];
        byte[] code = [.. words.SelectMany(w => isBigEndian ? BitConverter.GetBytes(w).Reverse() : BitConverter.GetBytes(w))];
        EntryState.Apply(
            _host, ProgramImage.FromRaw("call", code, Code, Code | (isThumb ? 1u : 0), isBigEndian), isReset: false, isBigEndian);
        _host.Core.SemihostingEnabled = true;
        Calls = new SemihostingCalls(_host.Core, _host.Memory, outside, new SemihostingSetup
        {
            CommandLine = "program one two",
            HeapBase = 0x1_0000,
            HeapLimit = 0x2_0000,
            StackBase = 0x4_0000,
            StackLimit = 0x3_0000,
            CyclesPerSecond = 600_000_000,
        });
    }

    public SemihostingCalls Calls { get; }

    public XscaleCore Core => _host.Core;

    /// <summary>Executes one call with a parameter block; r0 after it.</summary>
    public uint Call(SemihostingOperation operation, params uint[] block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            this[Block + (4 * (uint)i)] = block[i];
        }

        return CallWith(operation, Block);
    }

    /// <summary>Executes one call with a value in r1.</summary>
    public uint CallWith(SemihostingOperation operation, uint argument)
    {
        _host.Core[0] = (uint)operation;
        _host.Core[1] = argument;
        Assert.AreEqual(RunExit.Semihosting, _host.Core.Run(_host.Core.Cycle + 10_000));
        Calls.Execute();
        return _host.Core[0];
    }

    public uint this[uint address]
    {
        get => Enumerable.Range(0, 4).Aggregate(0u, (word, i) => word | (uint)Byte(address + (uint)i) << (8 * (_isBigEndian ? 3 - i : i)));
        set
        {
            for (int i = 0; i < 4; i++)
            {
                Assert.IsTrue(_host.Memory.DebugWrite(address + (uint)i, (byte)(value >> (8 * (_isBigEndian ? 3 - i : i)))));
            }
        }
    }

    public void Put(uint address, string text)
    {
        foreach (byte value in Encoding.ASCII.GetBytes(text + "\0"))
        {
            Assert.IsTrue(_host.Memory.DebugWrite(address++, value));
        }
    }

    public string Get(uint address, int count) =>
        Encoding.Latin1.GetString([.. Enumerable.Range(0, count).Select(i => Byte(address + (uint)i))]);

    public void Dispose() => _host.Dispose();

    private byte Byte(uint address)
    {
        Assert.IsTrue(_host.Memory.DebugRead(address, out byte value));
        return value;
    }
}
