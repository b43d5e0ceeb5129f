using IxpSvnic.Chip;
using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Architecture.Tests;

[TestClass]
public sealed class AddressMap
{
    private const ulong FourGigabytes = 1UL << 32;

    [TestMethod]
    public void No_two_ranges_of_the_chip_overlap()
    {
        IReadOnlyList<AddressRange> all = Ixp2400AddressMap.All;
        for (int i = 0; i < all.Count; i++)
        {
            Assert.IsLessThanOrEqualTo(FourGigabytes, all[i].End, all[i].ToString());
            for (int j = 0; j < i; j++)
            {
                Assert.IsFalse(all[i].Overlaps(all[j]), $"{all[i]} and {all[j]}");
            }
        }
    }

    [TestMethod]
    public void Every_range_that_has_a_name_is_in_the_list()
    {
        AddressRange[] named =
        [
            .. typeof(Ixp2400AddressMap).GetFields().Select(f => f.GetValue(null)).OfType<AddressRange>(),
        ];
        Assert.IsGreaterThan(10, named.Length);
        CollectionAssert.AreEquivalent(named, Ixp2400AddressMap.All.ToArray());
        Assert.HasCount(named.Length, named.Select(r => r.Name).Distinct().ToArray());
    }
}
