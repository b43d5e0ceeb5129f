using IxpSvnic.Board.Pm3386;

namespace IxpSvnic.Board.Tests.Pm3386;

[TestClass]
public sealed class MacCountersTests
{
    [TestMethod]
    public void Sizes_fall_into_the_classes_of_RFC_2819()
    {
        MacCounters counters = default;
        foreach (int length in (int[])[64, 65, 127, 128, 255, 256, 511, 512, 1023, 1024, 1518, 1519, 9018])
        {
            counters.Good(new byte[length]);
        }

        Assert.AreEqual(13, counters.Frames);
        Assert.AreEqual(1, counters.Size64);
        Assert.AreEqual(2, counters.Size65To127);
        Assert.AreEqual(2, counters.Size128To255);
        Assert.AreEqual(2, counters.Size256To511);
        Assert.AreEqual(2, counters.Size512To1023);
        Assert.AreEqual(2, counters.Size1024To1518);
        Assert.AreEqual(2, counters.SizeAbove1518);
    }
}
