using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Virtualization.Management;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>A call that cannot be ends with the status that says so and changes nothing.</summary>
[TestClass]
public sealed class RefusesBadCalls
{
    private const int Absent = 2;

    internal static IEnumerable<(string What, ManagementStatus Status, Func<FirmwareBench, ManagementCall> Call)> Calls =>
    [
        ("a command beyond the last", ManagementStatus.UnknownCommand, _ => ManagementCall.Of((ManagementCommand)7, 0, 0)),
        ("no command", ManagementStatus.UnknownCommand, _ => ManagementCall.Of(ManagementCommand.None, 0, 0)),
        ("a block below the window", ManagementStatus.BadAddress, b => Create(b) with { Displacement = unchecked((uint)-4096) }),
        ("a block above the window", ManagementStatus.BadAddress, b => Create(b) with { Displacement = 0x4000 }),
        ("a block whose answer leaves the window", ManagementStatus.BadAddress, b => Create(b) with { Displacement = 0x3f80 }),
        ("a block at an odd word", ManagementStatus.BadAlignment, b => Create(b) with { Displacement = 4 }),
        ("a word too little", ManagementStatus.BadLength, b => Create(b) with { Bytes = 52 }),
        ("a word too much", ManagementStatus.BadLength, b => Create(b) with { Bytes = 60 }),
        ("a query without id", ManagementStatus.BadLength, _ => ManagementCall.Of(ManagementCommand.QueryVif, 0)),
        ("an id that no VIF can have", ManagementStatus.BadId, b => Create(b, (0, 64))),
        ("a freeze of such an id", ManagementStatus.BadId, _ => ManagementCall.Of(ManagementCommand.FreezeVif, 64, 64)),
        ("a thaw of such an id", ManagementStatus.BadId, _ => ManagementCall.Of(ManagementCommand.ThawVif, 64, 0x8000_0000)),
        ("a destruction of such an id", ManagementStatus.BadId, _ => ManagementCall.Of(ManagementCommand.DestroyVif, 64, 64, 0)),
        ("a query of such an id", ManagementStatus.BadId, _ => ManagementCall.Of(ManagementCommand.QueryVif, 64, 64)),
        ("a change of such an id", ManagementStatus.BadId, _ => new VifChange { Weight = 2 }.For(64)),
        ("a group address", ManagementStatus.BadMac, b => Create(b, (2, 0x0100_5e00))),
        ("the address zero", ManagementStatus.BadMac, b => Create(b, (2, 0), (3, 0))),
        ("an address of more than six bytes", ManagementStatus.BadMac, b => Create(b, (3, 0x0102_0001))),
        ("another VIF's address", ManagementStatus.DuplicateMac,
            b => Create(b, (2, (uint)(FirmwareBench.MacOf(1) >> 16)), (3, (uint)FirmwareBench.MacOf(1) << 16))),
        ("a change to another VIF's address", ManagementStatus.DuplicateMac,
            _ => new VifChange { Mac = FirmwareBench.MacOf(1) }.For(0)),
        ("a change to a group address", ManagementStatus.BadMac, _ => new VifChange { Mac = 0x0100_5e00_0001 }.For(0)),
        ("an id in use", ManagementStatus.WrongState, b => Create(b, (0, 1))),
        ("a freeze of what is not there", ManagementStatus.WrongState, _ => ManagementCall.Of(ManagementCommand.FreezeVif, Absent, Absent)),
        ("a thaw of what is not frozen", ManagementStatus.WrongState, _ => ManagementCall.Of(ManagementCommand.ThawVif, 1, 1)),
        ("a destruction of what is not there", ManagementStatus.WrongState, _ => ManagementCall.Of(ManagementCommand.DestroyVif, -1, Absent, 0)),
        ("a query of what is not there", ManagementStatus.WrongState, _ => ManagementCall.Of(ManagementCommand.QueryVif, -1, Absent)),
        ("a change of what is not there", ManagementStatus.WrongState, _ => new VifChange { Weight = 2 }.For(Absent)),
        ("a port that the board lacks", ManagementStatus.BadValue, b => Create(b, (4, 3))),
        ("a ring of another size", ManagementStatus.BadValue, b => Create(b, (5, (32 << 16) | 64))),
        ("slots of another size", ManagementStatus.BadValue, b => Create(b, (6, (2048 << 16) | 4096))),
        ("no weight", ManagementStatus.BadValue, b => Create(b, (7, 0))),
        ("a weight of 65536", ManagementStatus.BadValue, b => Create(b, (7, 0x1_0000))),
        ("a priority of 65536", ManagementStatus.BadValue, b => Create(b, (10, 0x1_0000))),
        ("flags that mean nothing", ManagementStatus.BadValue, b => Create(b, (13, 2))),
        ("a change to no weight", ManagementStatus.BadValue, _ => new VifChange { Weight = 0 }.For(0)),
        ("a change to such a port", ManagementStatus.BadValue, _ => new VifChange { Port = 3 }.For(0)),
        ("a change of fields that are none", ManagementStatus.BadValue,
            _ => ManagementCall.Of(ManagementCommand.ReconfigureVif, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0)),
        ("a destruction that is neither", ManagementStatus.BadValue, _ => ManagementCall.Of(ManagementCommand.DestroyVif, -1, 1, 2)),
        ("a receive area off its page", ManagementStatus.BadAlignment, b => Create(b, (11, b.Machine.Hypervisor.Guests[2].Layout.ReceiveBusAddress + 64))),
        ("a receive area that is too small", ManagementStatus.BadReceiveArea, b => Create(b, (12, 0x1000))),
        ("a receive area across the border of a page of the bridge", ManagementStatus.BadReceiveArea,
            b => Create(b, (11, (b.Machine.Hypervisor.Guests[2].Layout.ReceiveBusAddress & ~0x3f_ffffu) + 0x3f_f000))),
        ("another VIF's receive area", ManagementStatus.BadReceiveArea,
            b => Create(b, (11, b.Machine.Hypervisor.Guests[1].Layout.ReceiveBusAddress + 0x1000))),
    ];

    [TestMethod]
    public void Each_ends_with_its_status_and_changes_no_table()
    {
        using FirmwareBench bench = ControlBench.Of(3, down: Absent);
        uint[] before = Tables(bench);
        List<string> wrong = [];
        foreach ((string what, ManagementStatus status, Func<FirmwareBench, ManagementCall> call) in Calls)
        {
            bench.Vifs.Client.Submit(call(bench));
            ManagementReply reply = bench.Settle();
            if (reply.Status != status)
            {
                wrong.Add($"{what}: {reply.Status} instead of {status}");
            }

            if (!Tables(bench).SequenceEqual(before))
            {
                wrong.Add($"{what}: changed a table");
            }
        }

        Assert.IsEmpty(wrong, string.Join("; ", wrong));
        byte[] frame = TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 1);
        bench.Wire(frame, bench.NowNanoseconds);
        Assert.IsTrue(bench.Run(200_000_000));
        bench.AssertReceived(1, frame);
        bench.AssertSound();
    }

    [TestMethod]
    public void Every_status_of_the_device_but_two_is_met_above()
    {
        IEnumerable<ManagementStatus> never =
        [
            ManagementStatus.None, ManagementStatus.Ok, ManagementStatus.NoAnswer, ManagementStatus.NoRoom,
            ManagementStatus.DeviceTimeout,
        ];
        CollectionAssert.AreEquivalent(
            Enum.GetValues<ManagementStatus>().Except(never).ToArray(), Calls.Select(c => c.Status).Distinct().ToArray());
    }

    [TestMethod]
    public void A_device_that_does_not_answer_is_given_up()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 1,
            Loader = Machine.LoaderKind.Control,
            Set = ["hypervisor.managementTimeoutNs=1000000"],
        });
        bench.Machine.Chip.Xscale.Halt();
        bench.Vifs.Query(0);

        Assert.AreEqual(ManagementStatus.NoAnswer, bench.Settle().Status);
    }

    private static uint[] Tables(FirmwareBench bench) =>
        [.. Enumerable.Range(0, 0x4000 / 4).Select(i => bench.Sram(4 * (uint)i))];

    // A good call for the absent VIF, with some words replaced.
    private static ManagementCall Create(FirmwareBench bench, params (int Word, uint Value)[] changes)
    {
        VifLayout layout = bench.Machine.Hypervisor.Guests[Absent].Layout;
        ManagementCall call = ManagementCall.Of(
            ManagementCommand.CreateVif, Absent, Absent, 0, (uint)(layout.Mac >> 16), (uint)layout.Mac << 16, 0,
            (64 << 16) | 64, (2048 << 16) | 2048, 1, 0, 0, 0, layout.ReceiveBusAddress, (uint)layout.ReceiveAreaBytes, 0);
        foreach ((int word, uint value) in changes)
        {
            call.Arguments[word] = value;
        }

        return call;
    }
}
