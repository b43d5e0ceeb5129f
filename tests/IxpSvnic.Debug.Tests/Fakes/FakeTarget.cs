using IxpSvnic.Arm.Core;
using IxpSvnic.Debug.Monitor;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Tests.Fakes;

/// <summary>Registers and 64 KB of memory from address 0, without a core.</summary>
internal sealed class FakeTarget : ICoreTarget
{
    public const int ReadOnlyRegister = 16;

    public TargetDescription Description { get; } = new(
        "arm",
        new TargetFeature("org.gnu.gdb.arm.core", [.. Enumerable.Range(0, 16).Select(i => new TargetRegister($"r{i}"))]),
        new TargetFeature("test.fixed", [new TargetRegister("fixed")]));

    public uint[] Registers { get; } = new uint[17];

    public byte[] Memory { get; } = new byte[65536];

    public List<StopPoint> Points { get; } = [];

    public List<bool> Releases { get; } = [];

    public bool IsBigEndian { get; set; }

    public bool IsAtBoundary { get; set; } = true;

    public bool IsStepping { get; private set; }

    public MonitorTable Monitor { get; } = new();

    public StopEvent? Explanation { get; set; } = StopEvent.Step;

    public uint ReadRegister(int number) => Registers[number];

    public bool WriteRegister(int number, uint value)
    {
        if (number != ReadOnlyRegister)
        {
            Registers[number] = value;
        }

        return number != ReadOnlyRegister;
    }

    public bool ReadByte(uint address, out byte value)
    {
        value = address < Memory.Length ? Memory[address] : (byte)0;
        return address < Memory.Length;
    }

    public bool WriteByte(uint address, byte value)
    {
        if (address < Memory.Length)
        {
            Memory[address] = value;
        }

        return address < Memory.Length;
    }

    public bool Add(StopPoint point)
    {
        Points.Add(point);
        return true;
    }

    public void Remove(StopPoint point) => Points.Remove(point);

    public void Release(bool single)
    {
        IsStepping = single;
        Releases.Add(single);
    }

    public StopEvent? Explain(RunExit exit) => Explanation;
}
