using System.Numerics;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// Who a request comes from. Conventional PCI carries no requester id, and every upstream request leaves the board
/// through one bridge; so the bus address names the function: the aperture is cut into aligned regions of equal size,
/// and entry r of this table gives the source id of region r. A request into a region without an entry counts as the
/// bridge's own. A function's domain maps only what its guest granted, so whoever writes to an address of region r can
/// touch at most that.
/// <para>Not modelled: a register set of any product. The rule is an assumption (A43).</para>
/// </summary>
public sealed class RequesterTable : IRegisterOwner, IStateful
{
    /// <summary>Bus 1, device 0, function 0: the bridge on the host's bus.</summary>
    public const ushort BridgeSourceId = 0x0100;

    private const uint Valid = 1u << 31;

    private readonly int _regionBits;

    public RequesterTable(IommuParameters parameters)
    {
        _regionBits = BitOperations.Log2((ulong)parameters.RegionBytes);
        Regions = (int)(parameters.ApertureBytes >> _regionBits);
        Bank = new RegisterBank("iommu.requester", Regions * 4, this);
        for (int region = 0; region < Regions; region++)
        {
            Bank.Add(region * 4, $"REQUESTER_{region}", "31 VALID rw; 30:16 -; 15:0 SOURCE_ID rw");
        }
    }

    public RegisterBank Bank { get; }

    /// <summary>Regions in the aperture.</summary>
    public int Regions { get; }

    public long RegionBytes => 1L << _regionBits;

    public int RegionOf(ulong busAddress) => (int)(busAddress >> _regionBits);

    public ushort SourceOf(ulong busAddress)
    {
        uint entry = Bank.All[RegionOf(busAddress)].Value;
        return (entry & Valid) != 0 ? (ushort)entry : BridgeSourceId;
    }

    public void Assign(int region, ushort sourceId) => Bank.Write(region * 4, Valid | sourceId);

    public void Withdraw(int region) => Bank.Write(region * 4, 0);

    void IRegisterOwner.OnRead(Register register)
    {
    }

    void IRegisterOwner.OnWrite(Register register, uint written, uint before)
    {
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Visit(Bank);
}
