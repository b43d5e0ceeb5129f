using System.Text.Json;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Tests.Fakes;

namespace IxpSvnic.Host.Tests.Virtualization;

[TestClass]
public sealed class TableDumpTests
{
    [TestMethod]
    [DataRow(3, false)]
    [DataRow(4, false)]
    [DataRow(3, true)]
    public void AWalkOfTheDumpedTablesAgreesWithEveryTranslation(int levels, bool large)
    {
        using FakeWorld world = new(vifs: 3, iommu: p => (p.TableLevels, p.LargePages) = (levels, large));
        Recorder recorder = new();
        world.Iommu.Observer = recorder;
        world.Offer(0, 80, 4000, 1500);
        world.Offer(2, 80, 3000, 700);
        world.Run();
        using JsonDocument dump = JsonDocument.Parse(JsonSerializer.Serialize(world.Hypervisor.DumpTables()));
        Assert.IsGreaterThan(1000, recorder.Seen.Count);
        foreach ((ulong address, ulong machine) in recorder.Seen)
        {
            Assert.AreEqual(machine, Translate(dump.RootElement, address));
        }
    }

    // Works on the text alone, as a script outside would.
    private static ulong Translate(JsonElement dump, ulong address)
    {
        ulong region = address / dump.GetProperty("RegionBytes").GetUInt64();
        ulong source = dump.GetProperty("Requesters").EnumerateArray()
            .Single(r => r.GetProperty("Region").GetUInt64() == region).GetProperty("SourceId").GetUInt64();
        (ulong root, _) = Entry(dump, dump.GetProperty("Root").GetUInt64(), source >> 8);
        (ulong context, ulong width) = Entry(dump, root & ~0xfffUL, source & 0xff);
        ulong table = context & ~0xfffUL;
        for (int level = (int)(width & 7) + 2; ; level--)
        {
            int shift = 3 + (9 * level);
            (ulong entry, _) = Entry(dump, table, (address >> shift) & 511);
            table = entry & 0x000f_ffff_ffff_f000;
            if (level == 1 || (entry & 0x80) != 0)
            {
                return table | (address & ((1UL << shift) - 1));
            }
        }
    }

    private static (ulong Low, ulong High) Entry(JsonElement dump, ulong table, ulong index)
    {
        JsonElement entry = dump.GetProperty("Tables").EnumerateArray()
            .Single(t => t.GetProperty("Address").GetUInt64() == table).GetProperty("Entries").EnumerateArray()
            .Single(e => e.GetProperty("Index").GetUInt64() == index);
        return (entry.GetProperty("Low").GetUInt64(), entry.GetProperty("High").GetUInt64());
    }

    private sealed class Recorder : ITranslationObserver
    {
        public HashSet<(ulong Address, ulong Machine)> Seen { get; } = [];

        public void OnTranslation(ulong busAddress, ushort sourceId, bool write, ulong machine, FaultReason reason) =>
            Seen.Add((busAddress, machine));
    }
}
