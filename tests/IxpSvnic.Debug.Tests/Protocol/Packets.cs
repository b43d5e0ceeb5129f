using System.Text;
using System.Xml.Linq;
using CsCheck;
using IxpSvnic.Debug.Protocol;
using IxpSvnic.Debug.Targets;
using IxpSvnic.Debug.Tests.Fakes;

namespace IxpSvnic.Debug.Tests.Protocol;

[TestClass]
public sealed class Packets
{
    private static readonly string[] Stems =
    [
        "g", "G", "p", "P", "m", "M", "X", "Z0,", "z0,", "Z9,", "c", "s", "C", "S", "vCont;", "vCont?", "vKill;", "H", "T", "D", "q", "Q",
        "qSupported:", "qXfer:features:read:", "qRcmd,", "qAttached:", "?", "k", "!", "bc", "vFile:open:", "R",
    ];

    [TestMethod]
    public void A_wrong_sum_is_refused_and_changes_nothing()
    {
        Conversation talk = new();
        Assert.AreEqual("-", talk.Raw("$P0=11223344#00"u8.ToArray()));
        Assert.AreEqual("-", talk.Raw("$P0=11223344#zz"u8.ToArray()));
        Assert.AreEqual(0u, talk.Target.Registers[0]);
    }

    [TestMethod]
    public void A_refused_reply_is_sent_again()
    {
        Conversation talk = new();
        talk.Ask("qC");
        Assert.AreEqual("$QC1#c5", talk.Raw((byte)'-'));
    }

    [TestMethod]
    public void Without_acknowledgement_mode_only_the_replies_are_sent()
    {
        Conversation talk = new();
        Assert.AreEqual("OK", talk.Ask("QStartNoAckMode"));
        Assert.AreEqual("$QC1#c5", talk.Raw(PacketCodec.Encode("qC")));
        Assert.AreEqual("", talk.Raw("$qC#00"u8.ToArray()));
    }

    [TestMethod]
    public void Unknown_packets_get_the_empty_reply()
    {
        Conversation talk = new();
        foreach (string packet in (string[])["vMustReplyEmpty", "vFile:setfs:0", "!", "qTStatus", "qSymbol::", "QNonStop:1", "bs", "R00"])
        {
            Assert.AreEqual("", talk.Ask(packet), packet);
        }
    }

    [TestMethod]
    public void An_overlong_packet_is_an_error()
    {
        Conversation talk = new();
        Assert.AreEqual("E02", talk.Ask("M0,3000:" + new string('0', 0x6000)));
        Assert.AreEqual("QC1", talk.Ask("qC"));
    }

    [TestMethod]
    public void No_packet_breaks_the_session() => Gen.Select(
        Gen.Int[0, Stems.Length - 1].Select(i => Stems[i]), Gen.Char[" 0123456789abcdefXYZ,;:=-+#$}*"].Array[0, 40]).Sample((stem, rest) =>
    {
        Conversation talk = new();
        talk.Raw(PacketCodec.Encode(stem + new string(rest)));
        talk.Run.IsRunning = false;
        talk.Heard();
        Assert.AreEqual("QC1", talk.Ask("qC"));
    });

    [TestMethod]
    public void Registers_go_over_the_line_in_the_byte_order_of_the_target()
    {
        FakeTarget big = new() { IsBigEndian = true };
        big.Registers[1] = 0x11223344;
        Conversation talk = new(big);
        Assert.AreEqual("11223344", talk.Ask("p1"));
        Assert.AreEqual("OK", talk.Ask("P2=01020304"));
        Assert.AreEqual(0x01020304u, big.Registers[2]);

        FakeTarget little = new();
        little.Registers[1] = 0x11223344;
        talk = new(little);
        Assert.AreEqual("44332211", talk.Ask("p1"));
        Assert.AreEqual("OK", talk.Ask("P2=01020304"));
        Assert.AreEqual(0x04030201u, little.Registers[2]);
        Assert.StartsWith("000000004433221101020304", talk.Ask("g"));
    }

    [TestMethod]
    public void The_byte_order_of_registers_stays_what_it_was_when_the_debugger_came()
    {
        FakeTarget target = new();
        target.Registers[0] = 1;
        Conversation talk = new(target);
        target.IsBigEndian = true;
        Assert.AreEqual("01000000", talk.Ask("p0"));
    }

    [TestMethod]
    public void Writing_all_registers_gives_them_back()
    {
        Conversation talk = new();
        string all = string.Concat(Enumerable.Range(0, 16).Select(i => $"{i:x2}000080"));
        Assert.AreEqual("OK", talk.Ask("G" + all));
        Assert.AreEqual(all + "00000000", talk.Ask("g"));
    }

    [TestMethod]
    [DataRow("p11", "E03")]
    [DataRow("pfffffffff", "E01")]
    [DataRow("p", "E01")]
    [DataRow("P0", "E01")]
    [DataRow("P0=1", "E01")]
    [DataRow("P10=00000001", "E03")]
    [DataRow("G0", "E01")]
    [DataRow("Gzzzzzzzz", "E01")]
    public void Registers_that_are_not_there_or_not_written_are_errors(string packet, string error) =>
        Assert.AreEqual(error, new Conversation().Ask(packet));

    [TestMethod]
    public void Memory_is_read_and_written_in_text_and_in_binary()
    {
        Conversation talk = new();
        Assert.AreEqual("OK", talk.Ask("M100,3:0102ff"));
        Assert.AreEqual("OK", talk.Ask("X103,5:#$}*\u00fe"));
        Assert.AreEqual("0102ff23247d2afe", talk.Ask("m100,8"));
        Assert.AreEqual("OK", talk.Ask("X0,0:"));
    }

    [TestMethod]
    public void Memory_that_ends_gives_what_there_is_and_an_error_beyond()
    {
        Conversation talk = new();
        Assert.AreEqual("0000", talk.Ask("mfffe,8"));
        Assert.AreEqual("E14", talk.Ask("m10000,1"));
        Assert.AreEqual("E14", talk.Ask("Mffff,2:0102"));
        Assert.AreEqual("E01", talk.Ask("M0,2:01"));
        Assert.AreEqual("E01", talk.Ask("m0"));
        Assert.AreEqual(0x4000, talk.Ask("m0,ffffffff")!.Length);
    }

    [TestMethod]
    public void Stop_points_of_every_kind_are_put_once_and_taken_away()
    {
        Conversation talk = new();
        foreach (string packet in (string[])["Z0,100,4", "Z0,100,4", "Z1,102,2", "Z2,200,4", "Z3,204,1", "Z4,208,8"])
        {
            Assert.AreEqual("OK", talk.Ask(packet), packet);
        }

        StopPoint[] expected =
        [
            new(StopPointKind.SoftwareBreakpoint, 0x100, 4), new(StopPointKind.HardwareBreakpoint, 0x102, 2),
            new(StopPointKind.WriteWatchpoint, 0x200, 4), new(StopPointKind.ReadWatchpoint, 0x204, 1),
            new(StopPointKind.AccessWatchpoint, 0x208, 8),
        ];
        CollectionAssert.AreEqual(expected, talk.Target.Points);
        Assert.AreEqual("OK", talk.Ask("z1,102,2"));
        Assert.AreEqual("OK", talk.Ask("z1,102,2"));
        Assert.HasCount(4, talk.Target.Points);
        talk.Session.Close();
        Assert.IsEmpty(talk.Target.Points);
    }

    [TestMethod]
    [DataRow("Z0,100,3", "E01")]
    [DataRow("Z0,100", "E01")]
    [DataRow("Z2,100,0", "E01")]
    [DataRow("Z5,100,4", "")]
    [DataRow("Z", "E01")]
    public void Stop_points_that_make_no_sense_are_refused(string packet, string reply) =>
        Assert.AreEqual(reply, new Conversation().Ask(packet));

    [TestMethod]
    [DataRow("c", "continue")]
    [DataRow("s", "step")]
    [DataRow("C05", "continue")]
    [DataRow("S0b", "step")]
    [DataRow("vCont;c", "continue")]
    [DataRow("vCont;s:1;c", "step")]
    [DataRow("vCont;C05:-1", "continue")]
    [DataRow("vCont;s:7;c", "continue")]
    public void The_program_is_resumed_and_its_stop_reported_later(string packet, string told)
    {
        Conversation talk = new();
        Assert.IsNull(talk.Ask(packet));
        CollectionAssert.AreEqual(new[] { told }, talk.Run.Told);
        talk.Session.Report(StopEvent.Step);
        Assert.AreEqual("T05thread:1;", Conversation.Payload(talk.Heard()));
        talk.Session.Report(StopEvent.Step);
        Assert.AreEqual("", talk.Heard());
    }

    [TestMethod]
    public void Continuing_elsewhere_sets_the_program_counter()
    {
        Conversation talk = new();
        Assert.IsNull(talk.Ask("c1234"));
        Assert.AreEqual(0x1234u, talk.Target.Registers[15]);
        Assert.AreEqual("E16", talk.Ask("s"));
    }

    [TestMethod]
    public void Stops_say_what_was_hit_in_words_that_the_debugger_knows()
    {
        StopEvent breakpoint = new(StopCause.Breakpoint, 5, new StopPoint(StopPointKind.SoftwareBreakpoint, 0x100, 4));
        Conversation talk = new();
        talk.Run.LastStop = breakpoint;
        Assert.AreEqual("T05thread:1;", talk.Ask("?"));
        Assert.Contains("vContSupported+", talk.Ask("qSupported:multiprocess+;swbreak+;hwbreak+;xmlRegisters=i386")!);
        Assert.AreEqual("T05thread:1;swbreak:;", talk.Ask("?"));
        talk.Run.LastStop = new(StopCause.Breakpoint, 5, new StopPoint(StopPointKind.HardwareBreakpoint, 0x100, 4));
        Assert.AreEqual("T05thread:1;hwbreak:;", talk.Ask("?"));
        talk.Run.LastStop = new(StopCause.Watchpoint, 5, new StopPoint(StopPointKind.WriteWatchpoint, 0x204, 4));
        Assert.AreEqual("T05thread:1;watch:204;", talk.Ask("?"));
        talk.Run.LastStop = new(StopCause.Watchpoint, 5, new StopPoint(StopPointKind.ReadWatchpoint, 0x204, 4));
        Assert.AreEqual("T05thread:1;rwatch:204;", talk.Ask("?"));
        talk.Run.LastStop = new(StopCause.Watchpoint, 5, new StopPoint(StopPointKind.AccessWatchpoint, 0x204, 4));
        Assert.AreEqual("T05thread:1;awatch:204;", talk.Ask("?"));
        talk.Run.LastStop = new(StopCause.Exit, 7);
        Assert.AreEqual("W07", talk.Ask("?"));
    }

    [TestMethod]
    public void The_description_is_read_piece_by_piece_and_is_well_formed()
    {
        Conversation talk = new();
        StringBuilder xml = new();
        string piece;
        do
        {
            piece = talk.Ask($"qXfer:features:read:target.xml:{xml.Length:x},40")!;
            xml.Append(piece[1..]);
        }
        while (piece[0] == 'm');

        XElement target = XElement.Parse(xml.ToString()[xml.ToString().IndexOf("<target", StringComparison.Ordinal)..]);
        Assert.AreEqual("arm", target.Element("architecture")!.Value);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 17).Select(i => $"{i}").ToArray(),
            target.Descendants("reg").Select(r => r.Attribute("regnum")!.Value).ToArray());
        Assert.AreEqual("E00", talk.Ask("qXfer:features:read:other.xml:0,40"));
        Assert.AreEqual("E01", talk.Ask("qXfer:features:read:target.xml:0"));
    }

    [TestMethod]
    public void There_is_one_thread()
    {
        Conversation talk = new();
        Assert.AreEqual("m1", talk.Ask("qfThreadInfo"));
        Assert.AreEqual("l", talk.Ask("qsThreadInfo"));
        Assert.AreEqual("OK", talk.Ask("Hg0"));
        Assert.AreEqual("OK", talk.Ask("Hc-1"));
        Assert.AreEqual("OK", talk.Ask("T1"));
        Assert.AreEqual("E03", talk.Ask("T2"));
        Assert.AreEqual("E03", talk.Ask("Hg2"));
    }

    [TestMethod]
    public void Monitor_commands_print_and_end_with_OK()
    {
        Conversation talk = new();
        talk.Target.Monitor.Add("say", "say WORD", "repeats", words => string.Join('+', words));
        string line = talk.Raw(PacketCodec.Encode($"qRcmd,{Convert.ToHexString("say a b"u8)}"));
        Assert.AreEqual($"+${"O" + Convert.ToHexStringLower("a+b\n"u8)}", line[..line.IndexOf('#')]);
        Assert.EndsWith("$OK#9a", line);
        Assert.AreEqual("E01", talk.Ask("qRcmd,6"));
        Assert.Contains("say WORD", talk.Target.Monitor.Run("help"));
        Assert.Contains("not a monitor command", talk.Target.Monitor.Run("nonsense"));
    }

    [TestMethod]
    public void Detaching_and_killing_are_told_to_the_run()
    {
        Conversation talk = new();
        Assert.AreEqual("OK", talk.Ask("D"));
        Assert.AreEqual("OK", talk.Ask("D;1"));
        Assert.AreEqual("OK", talk.Ask("vKill;1"));
        Assert.IsNull(talk.Ask("k"));
        CollectionAssert.AreEqual(new[] { "detach", "detach", "kill", "kill" }, talk.Run.Told);
    }

    [TestMethod]
    public void The_interrupt_byte_counts_only_outside_packets_and_while_the_program_runs()
    {
        Conversation talk = new();
        talk.Raw(3);
        talk.Ask("X0,1:\u0003");
        Assert.IsEmpty(talk.Run.Told);
        talk.Run.IsRunning = true;
        talk.Raw(3);
        CollectionAssert.AreEqual(new[] { "interrupt" }, talk.Run.Told);
    }
}
