using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class NamesTests
{
    [TestMethod]
    public void Local_csr_numbers_are_a_quarter_of_the_address()
    {
        Assert.AreEqual(0x064 / 4, LocalCsrs.Number("ACTIVE_LM_ADDR_0"));
        Assert.AreEqual("SAME_ME_SIGNAL", LocalCsrs.NameOf(0x108 / 4));
        Assert.AreEqual("0x58", LocalCsrs.NameOf(0x160 / 4));
        Assert.HasCount(42, LocalCsrs.All);
    }

    [TestMethod]
    [DataRow("XSCALE_INT_A", 0x4b20u)]
    [DataRow("interthread_sig", 0x401cu)]
    [DataRow("SCRATCH_RING_TAIL_3", 0x4838u)]
    [DataRow("RX_THREAD_FREELIST_0", 0x0030u)]
    [DataRow("RBUF_ELEMENT_DONE", 0x0044u)]
    [DataRow("TX_SEQUENCE_2", 0x0068u)]
    [DataRow("MAILBOX_3", 0xdf00005cu)]
    [DataRow("CH1_BYTE_COUNT", 0xdf000080u)]
    [DataRow("CH3_ME_PARAM", 0xdf0000d4u)]
    public void Chip_registers_have_names(string name, uint expected)
    {
        Assert.IsTrue(PredefinedNames.TryGet(name, out uint value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    public void Input_states_are_named_or_numbered()
    {
        Assert.AreEqual("SCR_Ring11_Status", InputStates.NameOf(13));
        Assert.IsTrue(InputStates.TryParse("scr_ring1_status", out int ring));
        Assert.IsTrue(InputStates.TryParse("15", out int full));
        Assert.AreEqual((3, InputStates.FciFull), (ring, full));
        Assert.IsFalse(InputStates.TryParse("16", out _));
    }
}
