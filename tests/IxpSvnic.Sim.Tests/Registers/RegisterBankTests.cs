using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Sim.Tests.Registers;

[TestClass]
public sealed class RegisterBankTests
{
    [TestMethod]
    [DataRow("31 A rw; 29:0 B rw", DisplayName = "a hole")]
    [DataRow("31 A rw; 31:0 B rw", DisplayName = "an overlap")]
    [DataRow("31:1 A rw", DisplayName = "bits left over")]
    [DataRow("31:0 A xx", DisplayName = "an unknown access")]
    public void Every_bit_must_be_declared_once(string fields) =>
        Assert.ThrowsExactly<ArgumentException>(() => new RegisterBank("t", 16, new Silent()).Add(0, "R", fields));

    [TestMethod]
    public void Fields_answer_as_declared()
    {
        RegisterBank bank = new("t", 16, new Silent());
        Register register = bank.Add(
            4, "R", "31:24 KEEP rw; 23:16 READ ro; 15:12 CLEAR w1c; 11:8 ACT wo; 7:4 -; 3:0 NOT nm", 0x00aa_f000);
        Assert.AreEqual(0x00aa_f000u, bank.Read(4));
        bank.Write(4, 0x12ff_5fff);
        Assert.AreEqual(0x12aa_a00fu, bank.Read(4));
        Assert.AreEqual(0x12aa_a00fu, register.Value);
        Assert.HasCount(1, bank.NotModelledTouches);
    }

    [TestMethod]
    public void An_access_to_no_register_reads_zero_and_is_counted()
    {
        RegisterBank bank = new("t", 16, new Silent());
        bank.Write(8, 1);
        Assert.AreEqual(0u, bank.Read(8));
        Assert.AreEqual(2, bank.Unmapped);
    }

    private sealed class Silent : IRegisterOwner
    {
        public void OnRead(Register register)
        {
        }

        public void OnWrite(Register register, uint written, uint before)
        {
        }
    }
}
