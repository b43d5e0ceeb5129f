using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Virtualization;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>What belonged to a destroyed VIF is out of the device's reach.</summary>
[TestClass]
public sealed class RevokesBeforeMemoryIsReused
{
    private const int LookupTable = 0x100;

    [TestMethod]
    public void The_bridge_shuts_its_page_and_the_iommu_its_region()
    {
        using FirmwareBench bench = ControlBench.Of(2);
        VifLayout layout = bench.Machine.Hypervisor.Guests[1].Layout;
        Assert.AreEqual(1u, bench.Machine.Bridge.Csrs.Read(LookupTable + 4) & 1);
        Assert.HasCount(layout.ReceiveMachinePages.Count, Pages(bench, layout));
        bench.Vifs.Destroy(1, drain: false);
        Assert.IsTrue(bench.Settle().IsOk);

        Assert.AreEqual(0u, bench.Machine.Bridge.Csrs.Read(LookupTable + 4));
        Assert.AreEqual(1u, bench.Machine.Bridge.Csrs.Read(LookupTable) & 1, "another VIF's page");
        Assert.IsEmpty(Pages(bench, layout));
        bench.Vifs.BringUp(1);
        Assert.IsTrue(bench.Settle().IsOk);
        Assert.HasCount(layout.ReceiveMachinePages.Count, Pages(bench, layout));
    }

    private static List<DumpedMapping> Pages(FirmwareBench bench, VifLayout layout) =>
        [.. bench.Machine.Hypervisor.DumpTables().Mappings.Where(m => m.SourceId == layout.SourceId)];
}
