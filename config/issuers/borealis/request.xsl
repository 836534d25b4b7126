<?xml version="1.0" encoding="UTF-8"?>
<!-- Canonical card registration to Borealis' request. The namespace of the message is the stylesheet's default one. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="cf"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cf="urn:cardferry:mapping"
    xmlns="urn:borealis:enrolment:1">

  <xsl:template match="/cardRegistration">
    <CardEnrolmentRequest>
      <MessageId>{requestId}</MessageId>
      <Requestor>{requestorId}</Requestor>
      <Customer>{account/id}</Customer>
      <Card>
        <Reference>{card/cardRef}</Reference>
        <Scheme>{if (card/brand ne '') then card/brand
            else cf:not-representable('/CardEnrolmentRequest/Card/Scheme', 'is missing')}</Scheme>
        <Suffix>{card/last4}</Suffix>
        <!-- 2029-04 becomes 0429. -->
        <Expiry>{if (card/expiry ne '')
            then substring(card/expiry, 6, 2) || substring(card/expiry, 3, 2)
            else cf:not-representable('/CardEnrolmentRequest/Card/Expiry', 'is missing')}</Expiry>
        <EncryptedData>{card/sealedCard}</EncryptedData>
      </Card>
      <Device>
        <Identifier>{device/id}</Identifier>
        <FormFactor>{device/type}</FormFactor>
        <xsl:if test="device/name ne ''">
          <Label>{device/name}</Label>
        </xsl:if>
      </Device>
    </CardEnrolmentRequest>
  </xsl:template>

</xsl:stylesheet>
