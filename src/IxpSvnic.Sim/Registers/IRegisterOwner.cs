namespace IxpSvnic.Sim.Registers;

/// <summary>The block behind a bank: gives registers their behaviour beyond storing bits.</summary>
public interface IRegisterOwner
{
    /// <summary>Before a read: may bring the stored value up to date or act on the read.</summary>
    void OnRead(Register register);

    /// <summary>
    /// After the stored bits have changed by a write of <paramref name="written"/>; <paramref name="before"/> is the old value.
    /// </summary>
    void OnWrite(Register register, uint written, uint before);
}
