using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>
/// T(n) = setup + sum over bursts (ceil(b / width) + overhead) in clocks of 15 ns: write overhead 6, delayed read 45,
/// single dword read 70, DMA set-up 20. Payload megabits per second within 3 %, one message outstanding, buffers empty
/// before each.
/// </summary>
[TestClass]
public sealed class ClosedForms
{
    private const double Tolerance = 0.03;
    private const uint HostBuffer = 0x0010_0000;
    private const uint DramBuffer = 0x0002_0000;

    [TestMethod]
    [DataRow(64)]
    [DataRow(256)]
    [DataRow(512)]
    [DataRow(1024)]
    [DataRow(1518)]
    public void DmaWriteToHost(int bytes) => Check(bytes, 64, 6, 20, Dma(new PciUnitTiming(), true, bytes, 1));

    [TestMethod]
    [DataRow(64)]
    [DataRow(256)]
    [DataRow(512)]
    [DataRow(1024)]
    [DataRow(1518)]
    public void DmaWriteToHostInLongBursts(int bytes) =>
        Check(bytes, 256, 6, 20, Dma(new PciUnitTiming { DmaWriteBurstBytes = 256 }, true, bytes, 1));

    [TestMethod]
    [DataRow(64)]
    [DataRow(256)]
    [DataRow(512)]
    [DataRow(1024)]
    [DataRow(1518)]
    public void DmaReadFromHost(int bytes) => Check(bytes, 64, 45, 20, Dma(new PciUnitTiming(), false, bytes, 1));

    [TestMethod]
    [DataRow(64)]
    [DataRow(256)]
    [DataRow(512)]
    [DataRow(1024)]
    [DataRow(1518)]
    public void DmaReadFromHostWithPrefetch(int bytes) =>
        Check(bytes, 256, 45, 20, Dma(new PciUnitTiming { DmaReadBurstBytes = 256 }, false, bytes, 1 | (2 << 5)));

    [TestMethod]
    [DataRow(64)]
    [DataRow(256)]
    [DataRow(512)]
    [DataRow(1024)]
    [DataRow(1518)]
    public void MicroengineDirectWrite(int bytes)
    {
        PciPath path = new();
        path.Unit.Csrs.WriteFromChip(0x140, 0x0010_0000);
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable, 1, uint.MaxValue);
        uint window = BoardAddressPlan.DirectWindow + BoardAddressPlan.LookupWindow;
        const int Messages = 5;
        uint[] words = new uint[8];
        for (int m = 0; m < Messages; m++)
        {
            for (int at = 0; at < bytes; at += 32)
            {
                int left = Math.Min(32, bytes - at);
                path.Command(MicroOp.PciWrite, window + (uint)at, words.AsSpan(0, (left + 3) / 4), (left + 3) / 4);
                while (path.Unit.InletFreeAt(0, path.Events.Now) > path.Events.Now)
                {
                    path.Events.RunOne(long.MaxValue);
                }
            }
        }

        path.RunAll();
        int bursts = (bytes + 31) / 32;
        long first = path.Host.Writes[bursts - 1].Time;
        long last = path.Host.Writes[^1].Time;
        Assert.HasCount(Messages * bursts, path.Host.Writes);
        Check(bytes, 32, 6, 0, (last - first) / (double)(Messages - 1));
    }

    [TestMethod]
    [DataRow(64, 4)]
    [DataRow(256, 4)]
    [DataRow(512, 4)]
    [DataRow(1024, 4)]
    [DataRow(1516, 4)]
    [DataRow(64, 64)]
    [DataRow(256, 64)]
    [DataRow(512, 64)]
    [DataRow(1024, 64)]
    [DataRow(1518, 64)]
    public void HostPostedWrite(int bytes, int burst)
    {
        PciPath path = new();
        const int Messages = 5;
        byte[] data = PciPath.Pattern(burst, 1);
        for (int m = 0; m < Messages; m++)
        {
            for (int at = 0; at < bytes; at += burst)
            {
                while (!path.HostBridge.TryPostWrite(
                    PciPath.HostDram + (uint)at, data.AsSpan(0, Math.Min(burst, bytes - at)), 0))
                {
                    path.Events.RunOne(long.MaxValue);
                }
            }
        }

        path.RunAll();
        int bursts = (bytes + burst - 1) / burst;
        Assert.HasCount(Messages * bursts, path.Dram.Writes);
        long first = path.Dram.Writes[bursts - 1].Time;
        Check(bytes, burst, 6, 0, (path.Dram.Writes[^1].Time - first) / (double)(Messages - 1));
    }

    [TestMethod]
    [DataRow(0xe000_0000u)]
    [DataRow(0xf000_0000u)]
    [DataRow(0xf08f_e050u)]
    public void HostReadOfOneDword(uint address)
    {
        PciPath path = new();
        int left = 16;
        path.Host.Answered = (cookie, _) =>
        {
            if (--left > 0)
            {
                path.HostBridge.StartRead(address, path.Host, cookie);
            }
        };
        long start = path.Events.Now;
        path.HostBridge.StartRead(address, path.Host, 1);
        path.RunAll();
        Check(16 * 4, 4, 70, 0, path.Host.Answers[^1].Time - start, width: 4);
    }

    private static double Dma(PciUnitTiming unit, bool toPci, int bytes, uint control)
    {
        PciPath path = new(unit);
        const int Messages = 4;
        long total = 0;
        for (int i = 0; i < Messages; i++)
        {
            path.RunAll();
            long start = (path.Events.Now + PciPath.ClockTicks) / PciPath.ClockTicks * PciPath.ClockTicks;
            path.Events.AdvanceTo(start);
            path.StartDma(1, toPci, BoardAddressPlan.DmaAddress(HostBuffer), DramBuffer, bytes, control);
            total += path.RunUntilDone(1) - start;
            Assert.AreEqual(0u, path.Control(1) & 8);
        }

        return total / (double)Messages;
    }

    private static void Check(int bytes, int burst, int overhead, int setup, double ticks, int width = 8)
    {
        int clocks = setup;
        for (int at = 0; at < bytes; at += burst)
        {
            int b = Math.Min(burst, bytes - at);
            clocks += ((b + width - 1) / width) + overhead;
        }

        double expected = bytes * 8 / (clocks * 15e-9);
        double actual = bytes * 8 / (ticks / Ticks.PerSecond);
        Assert.AreEqual(
            1, actual / expected, Tolerance, $"{actual / 1e6:F0} Mb/s, closed form {expected / 1e6:F0} Mb/s");
    }
}
