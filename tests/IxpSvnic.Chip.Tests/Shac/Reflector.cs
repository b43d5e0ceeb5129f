using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Tests.Memory;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Shac;

[TestClass]
public sealed class Reflector
{
    [TestMethod]
    public void A_read_of_another_engine_s_local_CSR_asks_that_engine_and_pushes_its_answer()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.CapRead, 0xc001_8000 + (0x11 * 0x400) + 0x44, 1, 3));
        (MeDelivery request, uint[] data) = bench.Inbox.All.Single();
        Assert.AreEqual((MeDeliveryKind.CsrRead, (byte)5, 0x11u), (request.Kind, request.Me, request.Argument));
        Assert.AreEqual(1, bench.Fabric.Pool.InFlight);
        bench.Events.RunTo(request.Time + bench.Chip.OutboundTicks);
        bench.Cap.OnReply((int)data[0], [0xabcd]);
        CollectionAssert.AreEqual(new uint[] { 0xabcd }, bench.Pushed());
        Assert.AreNotEqual(-1, bench.Inbox.SignalTime(0, 0, 3));
        Assert.AreEqual(0, bench.Fabric.Pool.InFlight);
    }

    [TestMethod]
    public void A_read_of_another_engine_s_transfer_registers_comes_back_in_one_piece()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.CapRead, 0x8000 + (0x02 * 0x400) + (17 * 4), 2, 3));
        MeDelivery request = bench.Inbox.All.Single().Delivery;
        Assert.AreEqual(
            (MeDeliveryKind.TransferRead, (byte)2, (byte)17, (byte)2),
            (request.Kind, request.Me, request.Register, request.Count));
        bench.Cap.OnReply((int)request.Argument, [1, 2]);
        CollectionAssert.AreEqual(new uint[] { 1, 2 }, bench.Pushed());
    }

    [TestMethod]
    public void A_write_reaches_the_other_engine_after_its_data_are_pulled()
    {
        MemoryBench bench = new();
        long issue = bench.Issue(MemoryBench.Command(MicroOp.CapWrite, 0x8000 + (0x13 * 0x400) + 8, 2, 3, 11, 12));
        (MeDelivery write, uint[] data) = bench.Inbox.All.Single(d => d.Delivery.Kind == MeDeliveryKind.TransferWrite);
        Assert.AreEqual(((byte)7, (byte)2), (write.Me, write.Register));
        CollectionAssert.AreEqual(new uint[] { 11, 12 }, data);
        Assert.AreEqual(62, (write.Time - issue) / bench.Chip.MeCycleTicks);
    }

    [TestMethod]
    public void Two_local_CSRs_in_a_row_are_asked_for_one_after_the_other()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.CapRead, 0x1_8000 + 0xc0, 2, 3));
        bench.Cap.OnReply(0, [5]);
        Assert.AreEqual(0x31u, bench.Inbox.All[1].Delivery.Argument, "TIMESTAMP_HIGH after LOW");
        bench.Cap.OnReply(0, [6]);
        CollectionAssert.AreEqual(new uint[] { 5, 6 }, bench.Pushed());
    }

    [TestMethod]
    public void The_XScale_reads_a_local_CSR_through_a_token()
    {
        MemoryBench bench = new();
        FakeCapMaster master = new();
        int number = bench.Cap.AddMaster(master);
        Assert.IsTrue(bench.Cap.RequestRead(0x1_8000 + 0x18, number, token: 77));
        Assert.IsFalse(bench.Cap.RequestRead(0x1_8000 + (5 * 0x400), number, token: 78), "there is no microengine 5");
        bench.Cap.OnReply((int)bench.Inbox.All.Single().Data[0], [0x1234]);
        Assert.AreEqual((77L, 0x1234u), master.Replies.Single());
        Assert.AreEqual(0, bench.Fabric.Pool.InFlight);
    }

    [TestMethod]
    public void The_XScale_writes_a_local_CSR()
    {
        MemoryBench bench = new();
        Assert.IsTrue(bench.Cap.WriteEngine(0x1_8000 + (0x10 * 0x400) + 0x18, 0xff00));
        (MeDelivery write, uint[] data) = bench.Inbox.All.Single();
        Assert.AreEqual((MeDeliveryKind.CsrWrite, (byte)4, 6u), (write.Kind, write.Me, write.Argument));
        Assert.AreEqual(0xff00u, data[0]);
    }
}
