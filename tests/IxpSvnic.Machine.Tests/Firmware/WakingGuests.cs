using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Firmware;

[TestClass]
public sealed class WakingGuests
{
    [TestMethod]
    public void A_guest_that_unmasks_its_signal_while_a_frame_comes_is_woken()
    {
        const int Pairs = 120;
        const long Apart = 200_000;
        using Scenario scenario = new(vifs: 1);
        for (int i = 0; i < Pairs; i++)
        {
            byte[] frame = Frames.Make(Frames.Vif(0), Frames.Sender(0), 60, i);
            scenario.Add(i * Apart, frame).Add((i * Apart) + 700 + (100 * i), frame);
        }

        RunResult result = scenario.Run();
        Assert.IsTrue(result.Report.IsSuccess, result.Report.End);
        Assert.IsLessThan(Apart / 4, result.Report.Hops["delivered"].Max);
    }
}
