using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>The eight bytes 01 to 08 on every path of a big-endian (BE-32) core: words keep their value, bytes and halfwords flip lanes.</summary>
[TestClass]
public sealed class BigEndianTests
{
    private const uint Memory = 0x0010_0000;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    public void N8_words_are_big_endian_numbers_of_their_bytes(int attributes)
    {
        using MemoryBench bench = new();
        bench.MapSection(0x0030_0000, Memory, attributes);
        bench.TurnOn(0x1085);
        for (uint i = 0; i < 8; i++)
        {
            bench.Store(0x0030_0000 + i, i + 1, 1);
        }

        Assert.AreEqual((0x0102_0304u, 0x0506_0708u), (bench.Load(0x0030_0000), bench.Load(0x0030_0004)));
        Assert.AreEqual((0x0102u, 0x0708u), (bench.Load(0x0030_0000, 2), bench.Load(0x0030_0006, 2)));
        Assert.AreEqual((1u, 8u), (bench.Load(0x0030_0000, 1), bench.Load(0x0030_0007, 1)));
        bench.Store(0x0030_0002, 0xaabb, 2);
        Assert.AreEqual(0x0102_aabbu, bench.Load(0x0030_0000));
        Assert.AreEqual(3u + 1, bench.Swap(0x0030_0003, 4, 1) == 0xbb ? 4u : 0);
        bench.Clean(0x0030_0000);
        bench.Drain();
        Assert.AreEqual((0x0102_aa04u, 0x0506_0708u), (bench.Bus.Word(Memory), bench.Bus.Word(Memory + 4)));
    }

    [TestMethod]
    public void Without_the_MMU_too_and_the_request_says_which_way_the_core_is_set()
    {
        using MemoryBench bench = new();
        bench.Cp15(1, 0, 0, 0xf8);
        bench.Bus.SetWord(0x100, 0x0102_0304);
        Assert.AreEqual(1u, bench.Load(0x100, 1));
        Assert.AreEqual(0x0304u, bench.Load(0x102, 2));
        BusRequest request = bench.Bus.Requests[0];
        Assert.AreEqual((0x103u, true), (request.Address, request.IsBigEndian));
        bench.Cp15(1, 0, 0, 0x78);
        Assert.AreEqual(4u, bench.Load(0x100, 1));
        Assert.IsFalse(bench.Bus.Requests[^1].IsBigEndian);
    }

    [TestMethod]
    public void Switching_the_B_bit_leaves_cached_words_as_they_are()
    {
        using MemoryBench bench = new();
        bench.MapSection(0x0030_0000, Memory, 3);
        bench.TurnOn();
        bench.Load(0x0030_0000);
        bench.Store(0x0030_0000, 0x0102_0304);
        Assert.AreEqual(4u, bench.Load(0x0030_0000, 1));
        bench.Memory.Control |= 0x80;
        Assert.AreEqual(1u, bench.Load(0x0030_0000, 1));
        Assert.AreEqual(0x0102_0304u, bench.Load(0x0030_0000));
    }
}
