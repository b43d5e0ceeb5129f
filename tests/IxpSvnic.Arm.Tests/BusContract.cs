using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Tests;

[TestClass]
public sealed class BusContract
{
    [TestMethod]
    public void A_line_is_eight_words() => Assert.AreEqual(32, System.Runtime.CompilerServices.Unsafe.SizeOf<LineData>());
}
