using IxpSvnic.Pci.Configuration;

namespace IxpSvnic.Pci.Tests.Configuration;

/// <summary>Sizing and placing of base address registers.</summary>
[TestClass]
public sealed class Enumeration
{
    [TestMethod]
    public void BarsArePlacedLargestFirstAndNaturallyAligned()
    {
        FakeDevice device = new((0x10, 0xffff_f000), (0x14, 0xffff_ff01), (0x18, 0xff00_0008));
        IReadOnlyList<AssignedBar> bars = BarEnumerator.Assign(device, 0xe010_0000, 0xf000_0000, 0x2001);
        CollectionAssert.AreEqual(
            new AssignedBar[]
            {
                new(0x10, 0xe200_0000, 0x1000, false),
                new(0x14, 0x2100, 0x100, true),
                new(0x18, 0xe100_0000, 0x100_0000, false),
            },
            bars.ToArray());
        Assert.AreEqual(0xe100_0008u, device.Read(0x18));
        Assert.AreEqual(7u, device.Read(4));
    }

    [TestMethod]
    public void AWindowThatDoesNotFitIsNamed()
    {
        FakeDevice device = new((0x18, 0xf000_0000));
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => BarEnumerator.Assign(device, 0xf800_0000, 0xfec0_0000));
        StringAssert.Contains(error.Message, "BAR 0x18 of 0x10000000 bytes");
    }
}
